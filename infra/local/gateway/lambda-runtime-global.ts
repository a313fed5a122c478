import type { Context } from 'aws-lambda';
import { LambdaResponseStream } from './lambda-response-stream.ts';
import { responseHeadSchema } from './response-head.ts';

export type StreamingHandler = (
  event: unknown,
  responseStream: LambdaResponseStream,
  context: Context,
) => Promise<unknown>;

const streamingHandlers = new WeakSet<object>();

/**
 * Defines the `awslambda` global of Lambda's Node runtime, which streaming handlers use while
 * they are being imported. Call it before the first import of one.
 */
export function installLambdaRuntimeGlobal(): void {
  Object.assign(globalThis, {
    awslambda: {
      streamifyResponse(handler: StreamingHandler) {
        streamingHandlers.add(handler);
        return handler;
      },
      HttpResponseStream: {
        from(stream: LambdaResponseStream, head: unknown) {
          stream.setHead(responseHeadSchema.parse(head));
          return stream;
        },
      },
    },
  });
}

/** Whether `awslambda.streamifyResponse` made this handler. */
export const isStreamingHandler = (handler: unknown): handler is StreamingHandler =>
  typeof handler === 'function' && streamingHandlers.has(handler);
