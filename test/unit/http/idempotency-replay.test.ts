import type { Context } from 'aws-lambda';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { httpHandler } from '../../../functions/http/http-handler.ts';
import type { Route } from '../../../shared/routes.ts';
import { buildProxyEvent } from '../../support/api-proxy-event.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const route = {
  method: 'POST',
  path: '/api/test',
  scope: 'chat',
  charges: 'nothing',
  summary: 'A route of this test.',
  takesIdempotencyKey: true,
  successStatus: 201,
  response: z.object({ key: z.string() }),
  timeoutSeconds: 10,
} as const satisfies Route;
// Of the context a handler asks the time that is left, and nothing else.
const context = { getRemainingTimeInMillis: () => 1_000 } as unknown as Context;

const call = (isReplay: boolean, headers: Record<string, string> = { 'idempotency-key': 'k' }) =>
  httpHandler(
    route,
    async ({ idempotencyKey }) => ({ body: { key: idempotencyKey }, isReplay }),
    createRecordingLog(),
  )(buildProxyEvent({ headers }), context);

describe('a route that takes an idempotency key', () => {
  it('hands the key to its operation', async () => {
    expect(await call(false)).toMatchObject({ statusCode: 201, body: '{"key":"k"}' });
  });

  it('says of a replay that it is one, and changes neither status nor body', async () => {
    const first = await call(false);
    const again = await call(true);
    expect(again.headers).toEqual({ ...first.headers, 'idempotency-replayed': 'true' });
    expect({ ...again, headers: null }).toEqual({ ...first, headers: null });
  });

  it('does not run without a key', async () => {
    const { statusCode, body } = await call(false, {});
    expect(statusCode).toBe(400);
    expect(JSON.parse(body)).toMatchObject({ code: 'idempotency_key_missing' });
  });
});
