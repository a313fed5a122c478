import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { chargesSchema } from '../../../shared/api/charges.ts';
import { limits } from '../../../shared/limits.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed, readEntries } from '../../support/api-charges.ts';
import { type DatabaseProxy, startDatabaseProxy } from '../../support/api-database-proxy.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import { createTestTable } from '../../support/table.ts';

const buildItem = (overrides: Record<string, unknown> = {}) => ({
  idempotencyKey: randomUUID(),
  service: 'ai_chat_message',
  ...overrides,
});
const buildItems = (count: number) => Array.from({ length: count }, () => buildItem());

describe('a batch of charges', () => {
  let proxy: DatabaseProxy;
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    const table = await createTestTable();
    proxy = await startDatabaseProxy(table.endpoint);
    api = await startApi({ table, endpoint: proxy.endpoint });
  });
  afterAll(async () => {
    for (const part of [api, proxy]) await part[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    proxy.decide(() => 'pass');
    account = await api.openAccount();
  });

  const send = (charges: readonly unknown[]) =>
    account.call('POST', '/api/tokens/charges/batch', { charges });
  const charge = async (charges: readonly unknown[]) => {
    const { status, body } = await send(charges);
    expect(status).toBe(200);
    return chargesSchema.parse(body);
  };
  const statusesOf = ({ results }: Awaited<ReturnType<typeof charge>>) =>
    results.map(({ status }) => status);

  it('charges each in the order of the request', async () => {
    const items = [
      buildItem({ service: 'social_post', reference: { order: 'a' } }),
      buildItem({ service: 'business_collector', quantity: 150 }),
      buildItem(),
    ];
    const { results, balanceAfter } = await charge(items);
    expect(results.map(({ idempotencyKey }) => idempotencyKey)).toEqual(
      items.map(({ idempotencyKey }) => idempotencyKey),
    );
    expect(results).toMatchObject([
      { status: 'charged', charge: { tokens: 10, balanceAfter: 90, sequence: 2 } },
      { status: 'charged', charge: { tokens: 30, balanceAfter: 60, sequence: 3 } },
      { status: 'charged', charge: { tokens: 1, balanceAfter: 59, sequence: 4 } },
    ]);
    expect(balanceAfter).toBe(59);
    expect((await readEntries(api.table, account.accountId))[1]).toMatchObject({
      reference: { order: 'a', via: 'api' },
    });
    expect(await account.problems()).toEqual([]);
  });

  it('charges a hundred in a handful of commits', async () => {
    let commitCount = 0;
    proxy.decide(({ action }) => {
      if (action === 'TransactWriteItems') commitCount += 1;
      return 'pass';
    });
    const answer = await charge(buildItems(limits.chargesPerBatchCount));
    expect(new Set(statusesOf(answer))).toEqual(new Set(['charged']));
    expect(answer.balanceAfter).toBe(0);
    expect(commitCount).toBeLessThanOrEqual(5);
    expect(await readEntries(api.table, account.accountId)).toHaveLength(100);
    expect(await account.problems()).toEqual([]);
  });

  it('refuses those that the balance does not cover, and says so of each', async () => {
    account = await api.openAccount({ balance: 2 });
    const answer = await charge(buildItems(4));
    expect(statusesOf(answer)).toEqual(['charged', 'charged', 'refused', 'refused']);
    expect(answer.results[3]?.problem).toMatchObject({
      status: 402,
      code: 'insufficient_tokens',
      required: 1,
      available: 0,
    });
    expect(answer.balanceAfter).toBe(0);
  });

  it('replays those that were charged, and charges those that were not', async () => {
    const items = buildItems(3);
    const first = await charge(items);
    const second = await charge([...items, buildItem()]);
    expect(statusesOf(second)).toEqual(['replayed', 'replayed', 'replayed', 'charged']);
    expect(second.results.slice(0, 3).map(({ charge }) => charge)).toEqual(
      first.results.map(({ charge }) => charge),
    );
    expect(second.balanceAfter).toBe(96);
  });

  it('charges once for what stands in it twice, and refuses another request under that key', async () => {
    const item = buildItem();
    const answer = await charge([item, item, { ...item, quantity: 2 }]);
    expect(statusesOf(answer).toSorted()).toEqual(['charged', 'refused', 'replayed']);
    expect(answer.results[2]).toMatchObject({
      status: 'refused',
      problem: { status: 422, code: 'idempotency_key_reused' },
    });
    expect(answer.balanceAfter).toBe(99);
  });

  it('has its keys in common with the charges that come alone', async () => {
    const { idempotencyKey, service } = buildItem();
    await account.call('POST', '/api/tokens/charges', { service }, keyed(idempotencyKey));
    expect(statusesOf(await charge([{ idempotencyKey, service }]))).toEqual(['replayed']);
  });

  it('refuses a service that is none, and charges the others', async () => {
    const answer = await charge([buildItem(), buildItem({ service: 'teleport' }), buildItem()]);
    expect(statusesOf(answer)).toEqual(['charged', 'refused', 'charged']);
    expect(answer.results[1]?.problem).toMatchObject({ status: 422, code: 'service_unknown' });
  });

  it('sent several times at once charges each once', async () => {
    const items = buildItems(10);
    const answers = await Promise.all([charge(items), charge(items), charge(items)]);
    const all = answers.flatMap(statusesOf);
    expect(all.filter((status) => status === 'charged')).toHaveLength(10);
    expect(all.filter((status) => status === 'replayed')).toHaveLength(20);
    expect(await account.balance()).toMatchObject({ available: 90 });
    expect(await account.problems()).toEqual([]);
  });

  it('fails as a whole while the ledger does not answer, and can be sent again', async () => {
    const items = buildItems(3);
    proxy.decide(({ action }) => (action === 'TransactWriteItems' ? 'lose answer' : 'pass'));
    const { status, headers, body } = await send(items);
    expect({ status, body }).toMatchObject({ status: 503, body: { code: 'ledger_unavailable' } });
    expect(headers.has('retry-after')).toBe(true);

    proxy.decide(() => 'pass');
    expect(await charge(items)).toMatchObject({ balanceAfter: 97 });
    expect(await readEntries(api.table, account.accountId)).toHaveLength(4);
    expect(await account.problems()).toEqual([]);
  });

  it.each<[string, () => readonly unknown[]]>([
    ['without a charge', () => []],
    ['with one charge too many', () => buildItems(limits.chargesPerBatchCount + 1)],
    ['with a charge without a key', () => [buildItem(), buildItem({ idempotencyKey: undefined })]],
    ['with a malformed key', () => [buildItem(), buildItem({ idempotencyKey: ' k' })]],
    ['with a malformed quantity', () => [buildItem(), buildItem({ quantity: 0 })]],
    ['with a field that nobody knows', () => [buildItem(), buildItem({ tokens: 1 })]],
  ])('%s is malformed, and nothing is written', async (_, buildCharges) => {
    const before = await readTableRows(api.table);
    const { status, body } = await send(buildCharges());
    expect({ status, body }).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
    expect(await readTableRows(api.table)).toEqual(before);
  });
});
