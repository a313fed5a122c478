import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createApiClient } from '../../support/api-client.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/api-database-proxy.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { type ModelServer, says, startModelServer } from '../../support/model-server.ts';
import { createTestTable } from '../../support/table.ts';

describe('while the database is down', () => {
  let model: ModelServer;
  let proxy: DatabaseProxy;
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    const table = await createTestTable();
    model = await startModelServer();
    proxy = await startDatabaseProxy(table.endpoint);
    const { endpoint } = proxy;
    api = await startApi({ table, endpoint, modelBaseUrl: model.baseUrl });
  });
  afterAll(async () => {
    for (const part of [model, proxy, api]) await part[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    proxy.decide(() => 'pass');
    model.script(says('Good day.'));
    account = await api.openAccount();
  });

  it.each([
    // The key stays known: API Gateway keeps what the authorizer said.
    ['answers nothing but the key', (body: string) => !body.includes('APIKEY#')],
    ['takes no writes', (body: string) => body.includes('CHARGE#')],
  ])('and %s, a message is refused and the model is not asked', async (_, isLost) => {
    const chat = await account.chat();
    proxy.decide(({ body }) => (isLost(body) ? 'lose request' : 'pass'));
    const { status, headers, problem } = await chat.say('hello');

    expect({ status, problem }).toMatchObject({
      status: 503,
      problem: { code: 'ledger_unavailable' },
    });
    expect(Number(headers.get('retry-after'))).toBeGreaterThan(0);
    expect(model.requests).toHaveLength(0);
    proxy.decide(() => 'pass');
    expect(await account.balance()).toMatchObject({ available: 100, held: 0 });
    expect(await chat.say('hello')).toMatchObject({ text: 'Good day.' });
  });

  it('a reply that cannot be settled is kept back until it can, then charged once', async () => {
    const chat = await account.chat();
    const id = '5b8f0d3a-6f0e-4b7c-8a1d-2e3f4a5b6c7d';
    proxy.decide(({ action, body }) =>
      action === 'UpdateItem' && body.includes('CHARGE#') ? 'lose request' : 'pass',
    );
    const failed = await chat.say('hello', id);
    expect(failed.problem).toMatchObject({ status: 503, code: 'ledger_unavailable' });

    proxy.decide(() => 'pass');
    const again = await chat.say('hello', id);
    expect(again).toMatchObject({ text: 'Good day.', metadata: { isReplay: true, tokens: 1 } });
    expect(await account.charges()).toMatchObject([{ tokens: -1, status: 'charged' }]);
    expect(model.requests).toHaveLength(1);
  });

  it('health says so, and answers 200 all the same', async () => {
    const client = createApiClient(api.url);
    const healthy = await client.call('GET', '/api/health');
    expect(healthy.body).toMatchObject({ status: 'ok', ledger: 'ok' });

    proxy.decide(() => 'lose request');
    const { status, body } = await client.call('GET', '/api/health');
    expect({ status, body }).toMatchObject({
      status: 200,
      body: { status: 'unavailable', ledger: 'unavailable' },
    });
  });

  it('people are told to come back, not that they are unknown', async () => {
    proxy.decide(() => 'lose request');
    const { status, headers, body } = await account.call('GET', '/api/tokens/balance');
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'sign_in_unavailable' } });
    expect(headers.get('retry-after')).not.toBeNull();
    expect(headers.get('www-authenticate')).toBeNull();
  });

  it('prices are still known', async () => {
    proxy.decide(() => 'lose request');
    const { status } = await createApiClient(api.url).call('GET', '/api/tokens/pricing');
    expect(status).toBe(200);
  });
});
