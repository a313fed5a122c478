import { createUIMessageStreamResponse } from 'ai';
import { limits } from '../../shared/limits.ts';
import type { CopilotChunk } from '../agent/copilot-message.ts';

/**
 * Server-sent events of what `run` emits, with comments in between so that no idle connection is
 * cut. A reader who leaves changes nothing: the turn runs on and is settled.
 */
export function openTurnStream(
  run: (emit: (chunk: CopilotChunk) => void) => Promise<void>,
): ReadableStream<Uint8Array> {
  let isLeft = false;
  const stream = new ReadableStream<CopilotChunk>({
    start(controller) {
      const emit = (chunk: CopilotChunk) => {
        if (!isLeft) controller.enqueue(chunk);
      };
      const close = () => {
        if (!isLeft) controller.close();
      };
      void run(emit).finally(close);
    },
    cancel() {
      isLeft = true;
    },
  });
  const { body } = createUIMessageStreamResponse({ stream, keepAliveMs: limits.streamKeepAliveMs });
  if (body === null) throw new Error('a stream response has a body');
  return body;
}
