import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import { transactionsSchema, type Usage, usageSchema } from '../../../shared/api/tokens.ts';
import { priceOf } from '../../../shared/price-book.ts';
import { openPastAccount, type PastAccount } from '../../support/api-past-account.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

const hourMs = 60 * 60 * 1000;
const days = 7;

/** What somebody did once, and what became of it. */
const deedArbitrary = fc.record({
  hoursAgo: fc.integer({ min: 1, max: 9 * 24 }),
  service: fc.constantFrom('ai_chat_message', 'business_collector', 'social_post'),
  quantity: fc.integer({ min: 1, max: 200 }),
  ending: fc.constantFrom('paid at once', 'captured', 'captured in part', 'released', 'open'),
  refunded: fc.constantFrom(0, 0, 1),
});
type Deed = typeof deedArbitrary extends fc.Arbitrary<infer Value> ? Value : never;

/** Tokens by day and service, as nothing but the deeds say. */
type Expected = Map<string, number>;
const add = (expected: Expected, at: string, service: string, tokens: number) => {
  const key = `${at.slice(0, 10)} ${service}`;
  expected.set(key, (expected.get(key) ?? 0) + tokens);
};

async function carryOut(account: PastAccount, deed: Deed, id: string, at: string): Promise<number> {
  const { service, quantity, ending } = deed;
  const spend = { idempotencyKey: id, service, quantity };
  const chargeId = chargeIdOf(id);
  const price = priceOf(service, quantity);
  if (ending === 'paid at once') {
    await account.execute(at, { kind: 'charge', ...spend });
    return price;
  }
  await account.execute(at, { kind: 'hold', ...spend, holdSeconds: 600 });
  if (ending === 'open') return price;
  if (ending === 'released') {
    await account.execute(at, { kind: 'release', chargeId, reason: 'not delivered' });
    return 0;
  }
  const delivered = ending === 'captured' ? quantity : Math.floor(quantity / 2);
  await account.execute(at, { kind: 'capture', chargeId, quantity: delivered });
  return priceOf(service, delivered);
}

describe('usage over HTTP', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  const readUsage = async (account: PastAccount, query = `days=${days}`): Promise<Usage> => {
    const { status, body } = await account.call('GET', `/api/tokens/usage?${query}`);
    expect(status).toBe(200);
    return usageSchema.parse(body);
  };

  async function live(deeds: readonly Deed[]) {
    const now = Date.now();
    const timeAt = (hoursAgo: number) => new Date(now - hoursAgo * hourMs).toISOString();
    const account = await openPastAccount(api, timeAt(10 * 24));
    const grant = { kind: 'grant', idempotencyKey: 'g', tokens: 1_000_000 } as const;
    await account.execute(timeAt(10 * 24), { ...grant, bucket: 'purchase' });
    const expected: Expected = new Map();
    const refunds: { service: string; id: string }[] = [];
    const inOrder = deeds.toSorted((left, right) => right.hoursAgo - left.hoursAgo);
    for (const [index, deed] of inOrder.entries()) {
      const at = timeAt(deed.hoursAgo);
      const id = `deed ${index}`;
      const cost = await carryOut(account, deed, id, at);
      add(expected, at, deed.service, cost);
      if (deed.refunded > 0 && cost > 0 && deed.ending !== 'open') {
        refunds.push({ service: deed.service, id });
      }
    }
    for (const { service, id } of refunds) {
      const refund = { kind: 'refund', chargeId: chargeIdOf(id), tokens: 1 } as const;
      await account.execute(timeAt(0), { ...refund, idempotencyKey: id, reason: 'sorry' });
      add(expected, timeAt(0), service, -1);
    }
    return { account, expected };
  }

  it('adds up to what was done, and to the rows of the history', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(deedArbitrary, { minLength: 1, maxLength: 12 }), async (deeds) => {
        const { account, expected } = await live(deeds);
        const usage = await readUsage(account);

        const told = usage.days.flatMap(({ day, byService }) =>
          Object.entries(byService).map(([service, tokens]) => [`${day} ${service}`, tokens]),
        );
        const inWindow = [...expected].filter(([key]) => key >= usage.from.slice(0, 10));
        expect(Object.fromEntries(told)).toEqual(Object.fromEntries(inWindow));

        const { body } = await account.call(
          'GET',
          `/api/tokens/transactions?limit=100&from=${usage.from}`,
        );
        const { transactions } = transactionsSchema.parse(body);
        const cost = transactions
          .filter(({ service }) => service !== null)
          .reduce((sum, { tokens }) => sum - tokens, 0);
        expect(usage.totalTokens).toBe(cost);
        expect(usage.days.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(cost);
        expect(usage.byService.reduce((sum, { tokens }) => sum + tokens, 0)).toBe(cost);
      }),
      { numRuns: 8 },
    );
  });

  it('covers 30 days unless it is asked for others', async () => {
    const { account } = await live([]);
    expect((await readUsage(account, '')).days).toHaveLength(30);
    expect((await readUsage(account, 'days=1')).days).toHaveLength(1);
    expect((await readUsage(account, 'days=90')).days).toHaveLength(90);
  });

  it.each(['days=0', 'days=91', 'days=-1', 'days=1.5', 'days=', 'from=2026-01-01'])(
    '?%s is malformed',
    async (query) => {
      const { account } = await live([]);
      const answer = await account.call('GET', `/api/tokens/usage?${query}`);
      expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
    },
  );

  it('shows nothing of another account, and writes nothing', async () => {
    const post = { service: 'social_post', quantity: 1, ending: 'captured' } as const;
    await live([{ ...post, hoursAgo: 1, refunded: 0 }]);
    const { account } = await live([]);
    const before = await readTableRows(api.table);
    expect(await readUsage(account)).toMatchObject({ totalTokens: 0, byService: [] });
    expect(await readTableRows(api.table)).toEqual(before);
  });
});
