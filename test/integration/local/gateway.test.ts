import { request as httpRequest } from 'node:http';
import { describe, expect, it } from 'vitest';
import { problemSchema } from '../../../shared/api/primitives.ts';
import { routes } from '../../../shared/routes.ts';
import { startTestGateway } from './start-test-gateway.ts';
import { allowEverybody, echoEvent, readEcho, respond } from './test-handlers.ts';

const authorization = { authorization: 'Bearer mck_test' };
const readProblem = async (response: Response) => problemSchema.parse(await response.json());

describe('the local gateway', () => {
  it('calls the function of the route that matches method and path', async () => {
    await using server = await startTestGateway({
      authorize: allowEverybody,
      getSession: respond({ body: 'read' }),
      closeSession: respond({ statusCode: 204 }),
    });
    const url = `${server.url}/api/mcp/sessions/ses_1`;
    expect(await (await fetch(url, { headers: authorization })).text()).toBe('read');
    const closed = await fetch(url, { method: 'DELETE', headers: authorization });
    expect(closed.status).toBe(204);
  });

  it('answers 404 with a problem where no route is', async () => {
    await using server = await startTestGateway({});
    const response = await fetch(`${server.url}/api/nothing`);
    expect(response.status).toBe(404);
    expect(response.headers.get('content-type')).toBe('application/problem+json');
    const problem = await readProblem(response);
    expect(problem).toMatchObject({ code: 'not_found', status: 404 });
    expect(problem.requestId).toBe(response.headers.get('x-request-id'));
  });

  it('answers 404 where only the method is wrong, as API Gateway tells neither', async () => {
    await using server = await startTestGateway({});
    const response = await fetch(`${server.url}/api/mcp/sessions/ses_1`, { method: 'POST' });
    expect(response.status).toBe(404);
  });

  it('finds nothing at a path parameter that is empty or no UTF-8', async () => {
    await using server = await startTestGateway({ authorize: allowEverybody });
    for (const path of ['/api/mcp/sessions/', '/api/mcp/sessions/%ff']) {
      expect((await fetch(server.url + path, { headers: authorization })).status).toBe(404);
    }
  });

  it('hands over the request in the shape of a REST proxy event', async () => {
    await using server = await startTestGateway({ authorize: allowEverybody, stopTurn: echoEvent });
    const path = '/api/mcp/turns/a%40b/stop';
    const response = await fetch(`${server.url}${path}?x=1&x=2&__proto__=3`, {
      method: 'POST',
      headers: { ...authorization, 'Idempotency-Key': 'k1' },
      body: '{"müde":true}',
    });
    const { event, ...context } = await readEcho(response);
    expect(event).toMatchObject({
      resource: '/api/mcp/turns/{messageId}/stop',
      path,
      httpMethod: 'POST',
      pathParameters: { messageId: 'a@b' },
      queryStringParameters: { x: '2' },
      multiValueQueryStringParameters: { x: ['1', '2'] },
      stageVariables: null,
      body: '{"müde":true}',
      isBase64Encoded: false,
      requestContext: { httpMethod: 'POST', resourcePath: '/api/mcp/turns/{messageId}/stop' },
    });
    expect(event.requestContext.identity.sourceIp).toBe('127.0.0.1');
    expect(event.requestContext.requestId).toBe(context.awsRequestId);
    expect(context.functionName).toBe('stopTurn');
    expect(context.remainingMs).toBeGreaterThan(0);
    expect(context.remainingMs).toBeLessThanOrEqual(routes.stopTurn.timeoutSeconds * 1000);
  });

  it('keeps the case of header names and every one of several values', async () => {
    await using server = await startTestGateway({ getHealth: echoEvent });
    const body = await new Promise<string>((resolve, reject) => {
      const headers = { 'X-Custom': ['one', 'two'] };
      httpRequest(`${server.url}/api/health`, { headers }, (response) => {
        response.setEncoding('utf8').once('data', resolve);
      })
        .once('error', reject)
        .end();
    });
    const { event } = await readEcho(new Response(body));
    expect(event.headers['X-Custom']).toBe('two');
    expect(event.multiValueHeaders['X-Custom']).toEqual(['one', 'two']);
  });

  it('passes no body as null and no query as null', async () => {
    await using server = await startTestGateway({ getHealth: echoEvent });
    const { event } = await readEcho(await fetch(`${server.url}/api/health`));
    expect(event).toMatchObject({ body: null, queryStringParameters: null, pathParameters: null });
  });

  it('passes a body that is not UTF-8 as base64', async () => {
    await using server = await startTestGateway({ authorize: allowEverybody, connect: echoEvent });
    const bytes = new Uint8Array([0xff, 0xfe, 0x00]);
    const response = await fetch(`${server.url}/api/mcp/connect`, {
      method: 'POST',
      headers: authorization,
      body: bytes,
    });
    const { event } = await readEcho(response);
    expect(event.isBase64Encoded).toBe(true);
    expect(new Uint8Array(Buffer.from(event.body ?? '', 'base64'))).toEqual(bytes);
  });

  it('writes status, headers, several cookies and a base64 body of the answer', async () => {
    await using server = await startTestGateway({
      getHealth: respond({
        statusCode: 203,
        headers: { 'X-Number': 5, 'Content-Type': 'image/png' },
        multiValueHeaders: { 'Set-Cookie': ['a=1', 'b=2'] },
        body: Buffer.from([0xff, 0x00]).toString('base64'),
        isBase64Encoded: true,
      }),
    });
    const response = await fetch(`${server.url}/api/health`);
    expect(response.status).toBe(203);
    expect(response.headers.get('x-number')).toBe('5');
    expect(response.headers.getSetCookie()).toEqual(['a=1', 'b=2']);
    expect(new Uint8Array(await response.arrayBuffer())).toEqual(new Uint8Array([0xff, 0x00]));
  });

  it('refuses a body above 10 MB, announced or not', async () => {
    await using server = await startTestGateway({ authorize: allowEverybody, connect: echoEvent });
    const url = `${server.url}/api/mcp/connect`;
    const tooLarge = new Uint8Array(10 * 1024 * 1024 + 1);
    for (const body of [tooLarge, new Blob([tooLarge]).stream()]) {
      const init = { method: 'POST', headers: authorization, body, duplex: 'half' };
      const response = await fetch(url, init);
      expect(response.status).toBe(413);
      expect(await readProblem(response)).toMatchObject({ code: 'body_too_large' });
    }
  });

  it('takes a body of exactly 10 MB', async () => {
    await using server = await startTestGateway({
      authorize: allowEverybody,
      connect: async (event) => ({
        statusCode: 200,
        body: String((event as { body: string }).body.length),
      }),
    });
    const largest = 10 * 1024 * 1024;
    const response = await fetch(`${server.url}/api/mcp/connect`, {
      method: 'POST',
      headers: authorization,
      body: 'x'.repeat(largest),
    });
    expect(await response.text()).toBe(String(largest));
  });

  it('answers 504 when a function takes longer than its route allows', async () => {
    const { promise: never } = Promise.withResolvers<never>();
    await using server = await startTestGateway(
      { getHealth: () => never },
      { getHealth: { ...routes.getHealth, timeoutSeconds: 0.02 } },
    );
    const response = await fetch(`${server.url}/api/health`);
    expect(response.status).toBe(504);
    expect(await readProblem(response)).toMatchObject({ code: 'timed_out' });
  });

  it('tells the caller nothing of an error, and the log all of it', async () => {
    await using server = await startTestGateway({
      getHealth: async () => {
        throw new Error('the secret cause');
      },
    });
    const response = await fetch(`${server.url}/api/health`);
    expect(response.status).toBe(500);
    const problem = await readProblem(response);
    expect(JSON.stringify(problem)).not.toContain('secret');
    expect(server.logged).toEqual([
      {
        level: 'error',
        message: 'function failed',
        fields: { requestId: problem.requestId, error: expect.stringContaining('secret cause') },
      },
    ]);
  });

  it.each([
    ['an answer without a status', async () => ({ body: 'x' })],
    ['no answer', async () => undefined],
  ])('answers 500 for %s', async (_case, getHealth) => {
    await using server = await startTestGateway({ getHealth });
    expect((await fetch(`${server.url}/api/health`)).status).toBe(500);
  });

  it('answers 500 for a route whose function is missing', async () => {
    await using server = await startTestGateway({});
    expect((await fetch(`${server.url}/api/health`)).status).toBe(500);
  });

  it('settles once the running functions have ended', async () => {
    const started = Promise.withResolvers<void>();
    const finish = Promise.withResolvers<object>();
    await using server = await startTestGateway({
      getHealth: () => {
        started.resolve();
        return finish.promise;
      },
    });
    const answer = fetch(`${server.url}/api/health`);
    await started.promise;
    let hasSettled = false;
    const settled = server.gateway.settle(60_000).then(() => (hasSettled = true));
    await new Promise(setImmediate);
    expect(hasSettled).toBe(false);
    finish.resolve({ statusCode: 200, body: 'done' });
    await settled;
    expect(await (await answer).text()).toBe('done');
  });

  it('gives up settling after the given time', async () => {
    const started = Promise.withResolvers<void>();
    await using server = await startTestGateway({
      getHealth: () => {
        started.resolve();
        return Promise.withResolvers<never>().promise;
      },
    });
    const answer = fetch(`${server.url}/api/health`).catch(() => 'cut');
    await started.promise;
    await server.gateway.settle(1);
    await server[Symbol.asyncDispose]();
    expect(await answer).toBe('cut');
  });
});
