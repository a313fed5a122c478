import type { UIMessageChunk } from 'ai';

/**
 * Notes on each tool result how long the call took, in ms, as seen from here. A call that was
 * approved starts with the stream itself.
 */
export function timeToolCalls(now: () => number): TransformStream<UIMessageChunk, UIMessageChunk> {
  const streamStartedAt = now();
  const startedAt = new Map<string, number>();
  return new TransformStream({
    transform(chunk, controller) {
      if (chunk.type === 'tool-input-available') startedAt.set(chunk.toolCallId, now());
      if (chunk.type !== 'tool-output-available' && chunk.type !== 'tool-output-error') {
        controller.enqueue(chunk);
        return;
      }
      const durationMs = Math.round(now() - (startedAt.get(chunk.toolCallId) ?? streamStartedAt));
      controller.enqueue({ ...chunk, toolMetadata: { durationMs, ...chunk.toolMetadata } });
    },
  });
}
