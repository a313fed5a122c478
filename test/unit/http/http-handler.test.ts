import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../functions/app-error.ts';
import { httpHandler } from '../../../functions/http/http-handler.ts';
import { problemSchema } from '../../../shared/api/primitives.ts';
import { routes, type Route } from '../../../shared/routes.ts';
import { buildAuthorizer, buildProxyEvent } from '../../support/api-proxy-event.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const route = {
  ...routes.getMe,
  response: z.object({ name: z.string() }),
} satisfies Route;
// Of the context a handler asks the time that is left, and nothing else.
const context = { getRemainingTimeInMillis: () => 1_234 } as unknown as Context;

describe('an HTTP handler', () => {
  const call = async (run: Parameters<typeof httpHandler<typeof route>>[1]) => {
    const log = createRecordingLog();
    const handler = httpHandler(route, run, log);
    return { log, response: await handler(buildProxyEvent(), context) };
  };

  it('answers what the operation answers, as JSON that nobody keeps', async () => {
    const { response } = await call(async () => ({ name: 'Ada' }));
    expect(response).toEqual({
      statusCode: 200,
      headers: {
        'content-type': 'application/json',
        'cache-control': 'no-store',
        'x-content-type-options': 'nosniff',
      },
      body: '{"name":"Ada"}',
    });
  });

  it('leaves out what the route does not promise', async () => {
    const { response } = await call(async () => ({ name: 'Ada', secret: 's' }));
    expect(response.body).toBe('{"name":"Ada"}');
  });

  it('answers 500 for what breaks the promise of the route, and logs it as an error', async () => {
    const { response, log } = await call(async () => ({ name: 15 as unknown as string }));
    expect(problemSchema.parse(JSON.parse(response.body))).toMatchObject({ code: 'internal' });
    expect(log.lines).toMatchObject([{ level: 'error', message: 'request refused' }]);
  });

  it('turns a refusal into a problem with the id of the request', async () => {
    const { response, log } = await call(() => Promise.reject(new AppError('client_not_found')));
    expect(response.statusCode).toBe(404);
    expect(JSON.parse(response.body)).toMatchObject({
      code: 'client_not_found',
      requestId: 'request-1',
    });
    expect(log.lines).toMatchObject([
      { level: 'info', fields: { operation: 'GET /api/me', code: 'client_not_found' } },
    ]);
  });

  it('says nothing of an unknown error but that it happened', async () => {
    const { response, log } = await call(() => Promise.reject(new Error('password hunter2')));
    expect(response.statusCode).toBe(500);
    expect(response.body).not.toContain('hunter2');
    expect(log.lines[0]?.fields['cause']).toMatchObject({ message: 'password hunter2' });
  });

  it('tells the operation who calls, and how much time is left', async () => {
    let seen: unknown;
    await call(async ({ principal, requestId, remainingMs }) => {
      seen = [principal.accountId, requestId, remainingMs()];
      return { name: 'Ada' };
    });
    expect(seen).toEqual([buildAuthorizer().accountId, 'request-1', 1_234]);
  });

  it('answers without a body where the route has none', async () => {
    const log = createRecordingLog();
    const params = { sessionId: 'ses_1' };
    const handler = httpHandler(routes.closeSession, async () => undefined, log);
    const response = await handler(buildProxyEvent({ pathParameters: params }), context);
    expect(response).toMatchObject({ statusCode: 204, body: '' });
    expect(response.headers).not.toHaveProperty('content-type');
  });
});
