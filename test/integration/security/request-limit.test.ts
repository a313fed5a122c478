import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createAccessTokenReader } from '../../../functions/http/access-tokens.ts';
import { authorizerHandler } from '../../../functions/http/authorizer-handler.ts';
import { createLedger } from '../../../functions/ledger/ledger.ts';
import { createAuthenticate } from '../../../functions/operations/authenticate.ts';
import { createLimitRequests } from '../../../functions/operations/limit-requests.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { createApiKeyStore } from '../../../functions/store/api-keys.ts';
import { createRequestCounter } from '../../../functions/store/request-counter.ts';
import type { LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import { limits } from '../../../shared/limits.ts';
import { createApiClient } from '../../support/api-client.ts';
import { startTestIssuer, testAudience, type TestIssuer } from '../../support/api-issuer.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import type { TestTable } from '../../support/table.ts';

const keyRequestsPerMinute = 5;
/** The machine of a test may be busy. */
const patienceMs = 20_000;

describe('who asks too often', () => {
  let issuer: TestIssuer;
  let api: TestApi;
  let clock: Date;
  /** Stands in for a counter of the table that does not answer. */
  let isCounterDown: boolean;
  const log = createRecordingLog();

  beforeAll(async () => {
    issuer = await startTestIssuer();
    api = await startApi({ issuer: issuer.issuer, handlers: { authorize: createAuthorizer } });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await issuer[Symbol.asyncDispose]();
  });
  beforeEach(() => {
    isCounterDown = false;
    clock = new Date('2026-03-01T12:00:30Z');
  });

  /** The product's own, but for its clock and a limit that is soon reached. */
  function createAuthorizer(table: TestTable): LambdaHandler {
    const countRequest = createRequestCounter(table, patienceMs);
    const authenticate = createAuthenticate({
      accounts: createAccountStore(table),
      apiKeys: createApiKeyStore(table),
      ledger: createLedger({ ...table, log }),
      readAccessToken: createAccessTokenReader({
        OIDC_ISSUER: issuer.issuer,
        OIDC_AUDIENCE: testAudience,
      }),
      adminGroup: 'admins',
    });
    const limitRequests = createLimitRequests({
      countRequest: (...counted) =>
        isCounterDown ? Promise.reject(new Error('down')) : countRequest(...counted),
      keyRequestsPerMinute,
      log,
      now: () => clock,
    });
    // The gateway hands on events as API Gateway makes them, which is what this takes.
    return authorizerHandler({ authenticate, limitRequests }, log) as LambdaHandler;
  }

  const callTimes = async (count: number, token: string) => {
    const client = createApiClient(api.url, token);
    const statuses: number[] = [];
    for (let call = 0; call < count; call++) {
      statuses.push((await client.call('GET', '/api/tokens/balance')).status);
    }
    return statuses;
  };

  it('is told when to come back, while others go on', async () => {
    const busy = await api.openAccount();
    const calm = await api.openAccount();
    expect(await callTimes(keyRequestsPerMinute, busy.apiKey)).toEqual(
      Array.from({ length: keyRequestsPerMinute }, () => 200),
    );

    const { status, headers, body } = await busy.call('GET', '/api/tokens/balance');
    expect({ status, body }).toMatchObject({ status: 429, body: { code: 'rate_limited' } });
    expect(headers.get('content-type')).toBe('application/problem+json');
    expect(headers.get('retry-after')).toBe('30');
    expect(JSON.stringify(body)).not.toContain(busy.accountId);
    expect(await callTimes(1, calm.apiKey)).toEqual([200]);
  });

  it('may go on in the next minute', async () => {
    const busy = await api.openAccount();
    await callTimes(keyRequestsPerMinute, busy.apiKey);
    expect(await callTimes(1, busy.apiKey)).toEqual([429]);
    clock = new Date('2026-03-01T12:01:00Z');
    expect(await callTimes(1, busy.apiKey)).toEqual([200]);
  });

  it('does no work and pays nothing', async () => {
    const busy = await api.openAccount();
    const chat = await busy.chat();
    await callTimes(keyRequestsPerMinute, busy.apiKey);
    expect((await chat.say('hello')).status).toBe(429);
    clock = new Date('2026-03-01T12:01:00Z');
    expect(await busy.charges()).toEqual([]);
  });

  it('is each person and each key alone', async () => {
    const busy = await api.openAccount();
    const key = await createApiKeyStore(api.table).createApiKey({
      accountId: busy.accountId,
      name: 'Other',
      scopes: ['tokens:read'],
    });
    await callTimes(keyRequestsPerMinute + 1, busy.apiKey);
    expect(await callTimes(1, key.secret)).toEqual([200]);
  });

  it('as a person has a limit that pages never reach', async () => {
    const token = await issuer.sign({ sub: randomUUID() });
    const limit = limits.personRequestsPerMinuteCount;
    const statuses = await callTimes(limit + 2, token);
    expect(statuses.slice(0, limit).every((status) => status === 200)).toBe(true);
    expect(statuses.slice(limit)).toEqual([429, 429]);
  });

  it('is let through while requests cannot be counted', async () => {
    const busy = await api.openAccount();
    isCounterDown = true;
    const statuses = await callTimes(keyRequestsPerMinute + 2, busy.apiKey);
    expect(new Set(statuses)).toEqual(new Set([200]));
    expect(log.lines).toContainEqual(
      expect.objectContaining({ level: 'warn', message: 'request not counted' }),
    );
  });
});
