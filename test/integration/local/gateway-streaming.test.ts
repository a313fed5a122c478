import middy from '@middy/core';
import { executionModeStreamifyResponse } from '@middy/core/StreamifyResponse';
import { beforeAll, describe, expect, it } from 'vitest';
import type { LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import {
  installLambdaRuntimeGlobal,
  type StreamingHandler,
} from '../../../infra/local/gateway/lambda-runtime-global.ts';
import { routes } from '../../../shared/routes.ts';
import { startTestGateway, type TestGateway } from './start-test-gateway.ts';
import { allowEverybody } from './test-handlers.ts';

const encoder = new TextEncoder();
/** A function that never ends fails its test. */
const longerThanTheTestMs = 60_000;
const eventHeaders = { 'content-type': 'text/event-stream' };

/** A stream that the test feeds, and a function that answers with it through middy. */
function makeStreamingFunction(statusCode = 200) {
  let feed!: ReadableStreamDefaultController<Uint8Array>;
  let wasCancelled = false;
  const body = new ReadableStream<Uint8Array>({
    start: (controller) => void (feed = controller),
    cancel: () => void (wasCancelled = true),
  });
  const chat = middy({ executionMode: executionModeStreamifyResponse }).handler(async () => ({
    statusCode,
    headers: eventHeaders,
    body,
  }));
  return {
    // Its type is middy's; `awslambda.streamifyResponse` made it what the gateway expects.
    chat: chat as unknown as LambdaHandler,
    send: (text: string) => feed.enqueue(encoder.encode(text)),
    end: () => feed.close(),
    fail: (error: Error) => feed.error(error),
    wasCancelled: () => wasCancelled,
  };
}

const postChat = (server: TestGateway, signal?: AbortSignal) =>
  fetch(`${server.url}/api/mcp/chat`, {
    method: 'POST',
    headers: { authorization: 'Bearer mck_test' },
    body: '{}',
    ...(signal && { signal }),
  });

/** A function that is given Lambda's raw stream. */
const streamify = (handler: StreamingHandler): LambdaHandler => {
  // The types of Lambda's global name AWS's own stream class.
  const { awslambda } = globalThis as unknown as {
    awslambda: { streamifyResponse(handler: StreamingHandler): LambdaHandler };
  };
  return awslambda.streamifyResponse(handler);
};

describe('a streaming function behind the local gateway', () => {
  beforeAll(installLambdaRuntimeGlobal);

  it('sends its head before its first event', async () => {
    const { chat, end } = makeStreamingFunction(201);
    await using server = await startTestGateway({ authorize: allowEverybody, chat });
    const response = await postChat(server);
    expect(response.status).toBe(201);
    expect(response.headers.get('content-type')).toBe('text/event-stream');
    end();
    expect(await response.text()).toBe('');
  });

  it('delivers each event when it is written, not at the end', async () => {
    const { chat, send, end } = makeStreamingFunction();
    await using server = await startTestGateway({ authorize: allowEverybody, chat });
    const response = await postChat(server);
    const reader = response.body!.pipeThrough(new TextDecoderStream()).getReader();
    for (const event of ['data: 1\n\n', 'data: 2\n\n']) {
      send(event);
      expect((await reader.read()).value).toBe(event);
    }
    end();
    expect((await reader.read()).done).toBe(true);
  });

  it('runs to its end when the browser leaves, and is not told', async () => {
    const { chat, send, end, wasCancelled } = makeStreamingFunction();
    await using server = await startTestGateway({ authorize: allowEverybody, chat });
    const browser = new AbortController();
    const response = await postChat(server, browser.signal);
    send('data: 1\n\n');
    await response.body!.getReader().read();
    browser.abort();
    await server.disconnected;
    send('data: 2\n\n');
    end();
    await server.gateway.settle(longerThanTheTestMs);
    expect(wasCancelled()).toBe(false);
    expect(server.logged).toEqual([]);
  });

  it('runs to its end when the browser leaves while it waits for the network', async () => {
    const { chat, send, end, wasCancelled } = makeStreamingFunction();
    await using server = await startTestGateway({ authorize: allowEverybody, chat });
    const browser = new AbortController();
    await postChat(server, browser.signal);
    for (let count = 0; count < 64; count++) send('x'.repeat(1024 * 1024));
    end();
    browser.abort();
    await server.gateway.settle(longerThanTheTestMs);
    expect(wasCancelled()).toBe(false);
    expect(server.logged).toEqual([]);
  });

  it('waits for a browser that reads slowly', async () => {
    const lines = Array.from({ length: 64 }, (_, index) => String(index).padEnd(64 * 1024, '.'));
    const { chat, send, end } = makeStreamingFunction();
    await using server = await startTestGateway({ authorize: allowEverybody, chat });
    const response = await postChat(server);
    for (const line of lines) send(line);
    end();
    expect(await response.text()).toBe(lines.join(''));
  });

  it('cuts the connection when it fails after its head', async () => {
    const { chat, send, fail } = makeStreamingFunction();
    await using server = await startTestGateway({ authorize: allowEverybody, chat });
    const response = await postChat(server);
    send('data: 1\n\n');
    fail(new Error('broken'));
    await expect(response.text()).rejects.toThrow();
    await server.gateway.settle(longerThanTheTestMs);
    expect(server.logged).toEqual([expect.objectContaining({ message: 'function failed' })]);
  });

  it('answers 500 when it fails before its head', async () => {
    await using server = await startTestGateway({
      authorize: allowEverybody,
      chat: streamify(async () => {
        throw new Error('broken');
      }),
    });
    expect((await postChat(server)).status).toBe(500);
  });

  it('is cut off at the end of its time', async () => {
    const { chat, send } = makeStreamingFunction();
    await using server = await startTestGateway(
      { authorize: allowEverybody, chat },
      { chat: { ...routes.chat, timeoutSeconds: 0.5 } },
    );
    const response = await postChat(server);
    send('data: 1\n\n');
    await expect(response.text()).rejects.toThrow();
  });

  it('ends the response of a function that forgot to', async () => {
    await using server = await startTestGateway({
      authorize: allowEverybody,
      chat: streamify(async (_event, stream) => stream.write('data: 1\n\n')),
    });
    expect(await (await postChat(server)).text()).toBe('data: 1\n\n');
  });
});
