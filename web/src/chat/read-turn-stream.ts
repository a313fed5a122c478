import { parseJsonEventStream, type UIMessageChunk, uiMessageChunkSchema } from 'ai';
import { limits } from '../../../shared/limits.ts';
import { failWhenSilent } from './fail-when-silent.ts';
import { requireEnding } from './require-ending.ts';
import { timeToolCalls } from './time-tool-calls.ts';

const silenceMs = 3 * limits.streamKeepAliveMs;

/** The parts of a reply, from its server-sent events. Malformed events fail the stream. */
export function readTurnStream(
  events: ReadableStream<Uint8Array>,
  now: () => number,
): ReadableStream<UIMessageChunk> {
  return parseJsonEventStream({
    stream: failWhenSilent(events, silenceMs),
    schema: uiMessageChunkSchema,
  })
    .pipeThrough(
      new TransformStream({
        transform(result, controller) {
          if (result.success) controller.enqueue(result.value);
          else controller.error(result.error);
        },
      }),
    )
    .pipeThrough(requireEnding())
    .pipeThrough(timeToolCalls(now));
}
