import { createHash } from 'node:crypto';
import type {
  LanguageModelV4,
  LanguageModelV4CallOptions,
  LanguageModelV4Content,
  LanguageModelV4StreamPart,
  SharedV4Warning,
} from '@ai-sdk/provider';
import { readConversation } from './conversation/read-conversation.ts';
import { countModelTokens } from './count-model-tokens.ts';
import { replayConversation } from './dialogue/replay-conversation.ts';
import { phrasesFor } from './language/phrases-for.ts';
import { streamParts } from './stream-parts.ts';
import { readTools } from './tools/read-tools.ts';

interface OfflineModelOptions {
  /** The clock for "tomorrow" and "in 2 hours"; without one only full dates are understood. */
  readonly now?: () => Date;
}

/**
 * The built-in assistant behind the interface of a language model: no network, no key, and the
 * same answer to the same conversation. It works over whatever tools a call brings, by their
 * names, descriptions and schemas. Hints may come as `providerOptions.copilot` of a tool:
 * `{title, isReadOnly, needsApproval, tokens}`, all optional; a tool without them counts as one
 * that writes, and is called only after a yes.
 */
export function createOfflineModel({ now }: OfflineModelOptions = {}): LanguageModelV4 {
  const generate = (options: LanguageModelV4CallOptions) => {
    const content = answer(options, now?.() ?? null);
    const isCall = content.some(({ type }) => type === 'tool-call');
    const written = content.map((part) => (part.type === 'text' ? part.text : part.input));
    return {
      content,
      finishReason: { unified: isCall ? 'tool-calls' : 'stop', raw: undefined },
      usage: countModelTokens(options.prompt, written.join(' ')),
      warnings: warningsFor(options),
    } as const;
  };
  return {
    specificationVersion: 'v4',
    provider: 'offline',
    modelId: 'built-in-assistant',
    supportedUrls: {},
    doGenerate: async (options) => generate(options),
    doStream: async (options) => ({ stream: toStream(streamParts(generate(options))) }),
  };
}

type Content = Extract<LanguageModelV4Content, { type: 'text' | 'tool-call' }>;

function answer(options: LanguageModelV4CallOptions, now: Date | null): Content[] {
  const turns = readConversation(options.prompt);
  const tools = readTools(options.tools);
  const { move, language } = replayConversation(turns, { tools, now });
  if (move.kind === 'say') return [{ type: 'text', text: move.text }];
  if (options.toolChoice?.type === 'none') {
    return [{ type: 'text', text: phrasesFor[language].toolsUnavailable }];
  }
  const call: Content = {
    type: 'tool-call',
    toolCallId: callIdFor(options),
    toolName: move.tool.name,
    input: JSON.stringify(move.input),
  };
  return move.lead === null ? [call] : [{ type: 'text', text: move.lead }, call];
}

/**
 * Unique within the conversation, as it depends on everything said so far, and the same when the
 * same step is run again. A count of messages was not: it stands still once history is cut.
 */
const callIdFor = ({ prompt }: LanguageModelV4CallOptions): string =>
  `call-${createHash('sha256').update(JSON.stringify(prompt)).digest('hex').slice(0, 24)}`;

const warningsFor = ({ responseFormat }: LanguageModelV4CallOptions): SharedV4Warning[] =>
  responseFormat?.type === 'json'
    ? [{ type: 'unsupported', feature: 'responseFormat', details: 'It answers in plain text.' }]
    : [];

const toStream = (
  parts: Iterator<LanguageModelV4StreamPart>,
): ReadableStream<LanguageModelV4StreamPart> =>
  new ReadableStream({
    pull(controller) {
      const { value, done } = parts.next();
      if (done) controller.close();
      else controller.enqueue(value);
    },
  });
