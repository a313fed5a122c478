/**
 * A Lambda environment of its own: loads the bundle that its argument names, prints the port on
 * which it takes invocations, and answers them one after the other.
 */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import * as z from 'zod';
import { createLambdaContext } from '../../../infra/local/gateway/lambda-context.ts';
import type { LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import {
  installLambdaRuntimeGlobal,
  isStreamingHandler,
} from '../../../infra/local/gateway/lambda-runtime-global.ts';
import { LambdaResponseStream } from '../../../infra/local/gateway/lambda-response-stream.ts';
import { readBody } from '../../../infra/local/gateway/read-body.ts';
import { listen } from '../../../infra/local/listen.ts';

const invocationSchema = z.object({
  event: z.unknown(),
  requestId: z.string(),
  timeoutMs: z.number(),
});
const loadedSchema = z.object({
  handler: z.custom<LambdaHandler>((value) => typeof value === 'function'),
});
const invocationLimitBytes = 6 * 1024 * 1024;

installLambdaRuntimeGlobal();
const bundle = z.string().parse(process.argv[2]);
const loaded = loadedSchema.parse(await import(bundle));
/** What it takes depends on how it was made, which only the guard below can tell. */
const handler: unknown = loaded.handler;
const server = createServer((request, response) => void answer(request, response));
process.stdout.write(`port ${await listen(server, 0, '127.0.0.1')}\n`);
// The parent's end is ours.
process.stdin.on('end', () => process.exit()).resume();

async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
  try {
    const body = await readBody(request, invocationLimitBytes);
    const { event, requestId, timeoutMs } = invocationSchema.parse(JSON.parse(body.toString()));
    const context = createLambdaContext(
      process.env['AWS_LAMBDA_FUNCTION_NAME'] ?? '',
      requestId,
      timeoutMs,
    );
    if (isStreamingHandler(handler)) {
      const stream = new LambdaResponseStream(response, requestId);
      await handler(event, stream, context);
      if (!stream.writableEnded) stream.end();
      return;
    }
    const result = await loaded.handler(event, context);
    response.writeHead(200).end(JSON.stringify(result ?? null));
  } catch (error) {
    const errorMessage = error instanceof Error ? error.message : String(error);
    response.writeHead(500).end(JSON.stringify({ errorMessage }));
  }
}
