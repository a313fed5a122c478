import type { CopilotChunk, CopilotPart } from '../agent/copilot-message.ts';
import type { Turn } from '../store/turns.ts';
import { metadataOf, replyOf } from './stored-reply.ts';
import { openTurnStream } from './turn-stream.ts';

/** Streams the stored reply of a message that was sent again, marked as a replay. */
export const replayTurn = (turn: Turn): ReadableStream<Uint8Array> =>
  openTurnStream(async (emit) => {
    const reply = replyOf(turn);
    const messageMetadata = { ...metadataOf(turn), isReplay: true };
    emit({ type: 'start', messageId: reply?.id, messageMetadata });
    for (const [index, part] of (reply?.parts ?? []).entries()) {
      for (const chunk of chunksOf(part, `replay-${index}`)) emit(chunk);
    }
    emit({ type: 'finish', messageMetadata });
  });

function* chunksOf(part: CopilotPart, id: string): Generator<CopilotChunk> {
  if (part.type === 'step-start') yield { type: 'start-step' };
  if (part.type === 'text') {
    yield { type: 'text-start', id };
    yield { type: 'text-delta', id, delta: part.text };
    yield { type: 'text-end', id };
  }
  if (part.type === 'dynamic-tool') yield* toolChunksOf(part);
}

function* toolChunksOf(
  part: Extract<CopilotPart, { type: 'dynamic-tool' }>,
): Generator<CopilotChunk> {
  const { toolCallId, toolName, title } = part;
  const call = { toolCallId, toolName, title, dynamic: true };
  yield { type: 'tool-input-available', ...call, input: part.input ?? {} };
  if (part.state === 'approval-requested') {
    const { id: approvalId, signature, descriptor: approvalDescriptor } = part.approval;
    yield { type: 'tool-approval-request', toolCallId, approvalId, signature, approvalDescriptor };
  }
  if (part.state === 'output-available') {
    yield { type: 'tool-output-available', toolCallId, output: part.output, dynamic: true };
  }
  if (part.state === 'output-error') {
    yield { type: 'tool-output-error', toolCallId, errorText: part.errorText, dynamic: true };
  }
  if (part.state === 'output-denied') yield { type: 'tool-output-denied', toolCallId };
}
