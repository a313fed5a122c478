import type { ServerResponse } from 'node:http';
import type { APIGatewayProxyEvent, Context } from 'aws-lambda';
import * as z from 'zod';
import type { LambdaHandler } from './lambda-handler.ts';
import { LambdaResponseStream } from './lambda-response-stream.ts';
import { isStreamingHandler } from './lambda-runtime-global.ts';
import { collectHeaders, responseHeadSchema } from './response-head.ts';

const bufferedAnswerSchema = responseHeadSchema.extend({
  body: z.string().default(''),
  isBase64Encoded: z.boolean().default(false),
});

/**
 * Runs a function and writes its answer, whole or as it comes. Settles when the function has
 * ended, which may be after the response was given up.
 */
export async function invokeFunction(
  handler: LambdaHandler,
  event: APIGatewayProxyEvent,
  context: Context,
  response: ServerResponse,
): Promise<void> {
  if (isStreamingHandler(handler)) {
    const stream = new LambdaResponseStream(response, context.awsRequestId);
    await handler(event, stream, context);
    if (!stream.writableEnded) stream.end();
    return;
  }
  writeBuffered(await handler(event, context), response, context.awsRequestId);
}

function writeBuffered(answer: unknown, response: ServerResponse, requestId: string): void {
  const { body, isBase64Encoded, ...head } = bufferedAnswerSchema.parse(answer);
  if (response.headersSent || response.destroyed) return;
  const bytes = Buffer.from(body, isBase64Encoded ? 'base64' : 'utf8');
  response.writeHead(head.statusCode, {
    ...collectHeaders(head, requestId),
    ...(head.statusCode === 204 ? {} : { 'content-length': bytes.length }),
  });
  response.end(bytes);
}
