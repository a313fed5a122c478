import type { UIMessageChunk } from 'ai';
import { ConnectionLostError } from '../api/connection-lost-error.ts';

/**
 * Sees to it that a reply ends: a stream that closes without a last part was cut off on its way,
 * and fails. An error is passed on last, because the chat stops reading there and would miss what
 * the turn cost.
 */
export function requireEnding(): TransformStream<UIMessageChunk, UIMessageChunk> {
  let hasEnded = false;
  let error: UIMessageChunk | null = null;
  return new TransformStream({
    transform(chunk, controller) {
      hasEnded ||= chunk.type === 'finish' || chunk.type === 'abort' || chunk.type === 'error';
      if (chunk.type === 'error') error ??= chunk;
      else controller.enqueue(chunk);
    },
    flush(controller) {
      if (error) controller.enqueue(error);
      if (!hasEnded) controller.error(new ConnectionLostError('the reply was cut off'));
    },
  });
}
