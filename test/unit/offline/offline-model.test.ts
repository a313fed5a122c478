import type {
  LanguageModelV4CallOptions,
  LanguageModelV4Prompt,
  LanguageModelV4StreamPart,
} from '@ai-sdk/provider';
import { streamText } from 'ai';
import { describe, expect, it } from 'vitest';
import { createOfflineModel } from '../../../functions/agent/offline/offline-model.ts';
import { contactTools } from './support/contact-tools.ts';
import { toModelTools, toToolSet } from './support/made-up-tools.ts';

const user = (text: string): LanguageModelV4Prompt[number] => ({
  role: 'user',
  content: [{ type: 'text', text }],
});

const optionsFor = (
  prompt: LanguageModelV4Prompt,
  overrides: Partial<LanguageModelV4CallOptions> = {},
): LanguageModelV4CallOptions => ({
  prompt,
  tools: toModelTools(contactTools()),
  ...overrides,
});

async function readStream(options: LanguageModelV4CallOptions) {
  const { stream } = await createOfflineModel().doStream(options);
  const parts: LanguageModelV4StreamPart[] = [];
  for await (const part of stream) parts.push(part);
  return parts;
}

const callWith = async (prompt: LanguageModelV4Prompt) => {
  const { content } = await createOfflineModel().doGenerate(optionsFor(prompt));
  const [part] = content;
  if (part?.type !== 'tool-call') throw new Error('expected a call');
  return part;
};

describe('the offline model', () => {
  it('says what it is', () => {
    expect(createOfflineModel()).toMatchObject({
      specificationVersion: 'v4',
      provider: 'offline',
      modelId: 'built-in-assistant',
    });
  });

  it('streams text word by word, and the words are the text that it generates', async () => {
    const options = optionsFor([user('hello')]);
    const parts = await readStream(options);
    const deltas = parts.filter((part) => part.type === 'text-delta').map(({ delta }) => delta);
    const { content } = await createOfflineModel().doGenerate(options);
    expect(content).toEqual([{ type: 'text', text: deltas.join('') }]);
    expect(deltas.length).toBeGreaterThan(20);
    expect(deltas.every((delta) => delta.trim().split(/\s+/).length === 1)).toBe(true);
  });

  it('streams a call with its arguments and the finish that goes with it', async () => {
    const parts = await readStream(optionsFor([user('find contact Bob')]));
    expect(parts.map(({ type }) => type)).toEqual([
      'stream-start',
      'tool-input-start',
      'tool-input-delta',
      'tool-input-end',
      'tool-call',
      'finish',
    ]);
    expect(parts.at(-2)).toMatchObject({
      toolName: 'contacts_get-contacts',
      input: '{"query":"Bob"}',
    });
    expect(parts.at(-1)).toMatchObject({ finishReason: { unified: 'tool-calls' } });
  });

  it('answers the same to the same conversation', async () => {
    const prompt = [user('find contact Bob')];
    expect(await callWith(prompt)).toEqual(await callWith(prompt));
  });

  it('gives every call of a conversation an id of its own', async () => {
    const first = await callWith([user('find contact Bob')]);
    const second = await callWith([
      user('find contact Bob'),
      { role: 'assistant', content: [{ type: 'text', text: 'I found no contacts.' }] },
      user('find contact Bob'),
    ]);
    expect(second.toolCallId).not.toBe(first.toolCallId);
  });

  it('counts words as model tokens', async () => {
    const { usage } = await createOfflineModel().doGenerate(
      optionsFor([{ role: 'system', content: 'one two three' }, user('thanks')]),
    );
    // "You're welcome! Is there anything else?" counts "re" as a word of its own.
    expect(usage.outputTokens.total).toBe(7);
    expect(usage.inputTokens.total).toBeGreaterThanOrEqual(4);
  });

  it('calls no tool where none may be called', async () => {
    const { content } = await createOfflineModel().doGenerate(
      optionsFor([user('show my contacts')], { toolChoice: { type: 'none' } }),
    );
    expect(content).toEqual([
      { type: 'text', text: 'I cannot use any more tools in this turn. Please ask again.' },
    ]);
  });

  it('warns that it cannot answer in JSON', async () => {
    const { warnings } = await createOfflineModel().doGenerate(
      optionsFor([user('hello')], { responseFormat: { type: 'json' } }),
    );
    expect(warnings).toMatchObject([{ type: 'unsupported', feature: 'responseFormat' }]);
  });

  it('understands full dates only, without a clock', async () => {
    const tools = toModelTools({
      list_events: {
        properties: { date: { type: 'string', format: 'date' } },
        required: ['date'],
        hints: { isReadOnly: true },
      },
    });
    const ask = async (text: string) =>
      (await createOfflineModel().doGenerate(optionsFor([user(text)], { tools }))).content[0];
    expect(await ask('list events tomorrow')).toMatchObject({ text: 'What is the date?' });
    expect(await ask('list events 2026-12-01')).toMatchObject({ input: '{"date":"2026-12-01"}' });
  });

  it('waits while a call of the turn is not answered', async () => {
    const { content } = await createOfflineModel().doGenerate(
      optionsFor([
        user('find contact Bob'),
        {
          role: 'assistant',
          content: [
            {
              type: 'tool-call',
              toolCallId: 'call-1',
              toolName: 'contacts_get-contacts',
              input: { query: 'Bob' },
            },
          ],
        },
      ]),
    );
    expect(content).toMatchObject([{ text: 'This is waiting for your approval.' }]);
  });

  it.each([
    ['of another model', 'contacts_get-contacts'],
    ['of a tool that is gone', 'crm_remove-everything'],
  ])('only tells what came of a call %s', async (_case, toolName) => {
    const { content } = await createOfflineModel().doGenerate(
      optionsFor([
        user('create contact Lina'),
        {
          role: 'assistant',
          content: [{ type: 'tool-call', toolCallId: 'x', toolName, input: {} }],
        },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: 'x',
              toolName,
              output: { type: 'error-text', value: 'out of order' },
            },
          ],
        },
      ]),
    );
    expect(content).toMatchObject([{ type: 'text' }]);
    expect(JSON.stringify(content)).toContain('out of order');
  });

  it('does not claim what was denied', async () => {
    const prompt = [user('call 8135551234')];
    const call = await callWith(prompt);
    const { content } = await createOfflineModel().doGenerate(
      optionsFor([
        ...prompt,
        { role: 'assistant', content: [{ ...call, input: JSON.parse(call.input) }] },
        {
          role: 'tool',
          content: [
            {
              type: 'tool-result',
              toolCallId: call.toolCallId,
              toolName: call.toolName,
              output: { type: 'execution-denied' },
            },
          ],
        },
      ]),
    );
    expect(content).toEqual([{ type: 'text', text: 'All right, I did not do it: Place a call.' }]);
  });

  it('works behind streamText', async () => {
    const result = streamText({
      model: createOfflineModel(),
      prompt: 'how many tokens do I have?',
      tools: toToolSet(contactTools()),
      stopWhen: () => false,
    });
    expect(await result.text).toContain('You have **97 tokens**.');
    expect(await result.finishReason).toBe('stop');
  });
});
