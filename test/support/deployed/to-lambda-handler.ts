import type { Context } from 'aws-lambda';
import * as z from 'zod';
import type { LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import type { LambdaResponseStream } from '../../../infra/local/gateway/lambda-response-stream.ts';
import type { FunctionInstance } from './function-instance.ts';

const failureSchema = z.object({ errorMessage: z.string() });

interface LambdaGlobal {
  streamifyResponse(
    handler: (event: unknown, stream: LambdaResponseStream, context: Context) => Promise<void>,
  ): LambdaHandler;
}

/** A function in another process as a handler in this one. */
export function toLambdaHandler(instance: FunctionInstance, isStreaming: boolean): LambdaHandler {
  const invoke = (event: unknown, context: Context) =>
    instance.invoke(event, context.awsRequestId, context.getRemainingTimeInMillis());
  if (isStreaming) {
    // `installLambdaRuntimeGlobal` has put it there, as Lambda does.
    const { awslambda } = globalThis as unknown as { awslambda: LambdaGlobal };
    return awslambda.streamifyResponse(async (event, stream, context) => {
      const answer = await invoke(event, context);
      stream.setHead({ statusCode: answer.status, headers: Object.fromEntries(answer.headers) });
      for await (const chunk of answer.body ?? []) stream.write(chunk);
    });
  }
  return async (event, context) => {
    const answer = await invoke(event, context);
    const body: unknown = await answer.json();
    if (!answer.ok) throw new Error(failureSchema.parse(body).errorMessage);
    return body;
  };
}
