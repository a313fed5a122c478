import type {
  LanguageModelV4FinishReason,
  LanguageModelV4StreamPart,
  LanguageModelV4Text,
  LanguageModelV4ToolCall,
  LanguageModelV4Usage,
  SharedV4Warning,
} from '@ai-sdk/provider';

interface Generated {
  readonly content: readonly (LanguageModelV4Text | LanguageModelV4ToolCall)[];
  readonly finishReason: LanguageModelV4FinishReason;
  readonly usage: LanguageModelV4Usage;
  readonly warnings: SharedV4Warning[];
}

/** A finished answer as the parts of a stream: text word by word, a call with its arguments. */
export function* streamParts(generated: Generated): Generator<LanguageModelV4StreamPart> {
  const { content, finishReason, usage, warnings } = generated;
  yield { type: 'stream-start', warnings };
  for (const part of content) {
    if (part.type === 'text') yield* textParts(part.text);
    else yield* callParts(part);
  }
  yield { type: 'finish', finishReason, usage };
}

const textId = 'text-0';

function* textParts(text: string): Generator<LanguageModelV4StreamPart> {
  yield { type: 'text-start', id: textId };
  for (const word of text.match(/^\s+|\S+\s*/gu) ?? []) {
    yield { type: 'text-delta', id: textId, delta: word };
  }
  yield { type: 'text-end', id: textId };
}

function* callParts(call: LanguageModelV4ToolCall): Generator<LanguageModelV4StreamPart> {
  const { toolCallId: id, toolName, input } = call;
  yield { type: 'tool-input-start', id, toolName };
  yield { type: 'tool-input-delta', id, delta: input };
  yield { type: 'tool-input-end', id };
  yield call;
}
