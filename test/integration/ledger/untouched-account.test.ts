import { beforeAll, describe, expect, it } from 'vitest';
import { readBalance } from '../../../functions/ledger/read/read-balance.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench } from '../../support/ledger-bench.ts';
import {
  buildChangePlanCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { createCallCounter } from '../../support/ledger-call-counter.ts';
import { readAllEntries } from '../../support/ledger-items.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

/** An account of 450 plan tokens on starter and 30 promo tokens for a year, left alone since. */
async function buildScene(now: string) {
  const accountId = await putAccount(table);
  const first = createLedgerBench(table);
  await first.execute(buildChangePlanCommand({ accountId }));
  await first.execute(buildChargeCommand({ accountId, quantity: 150 }));
  const expiresAt = '2027-03-01T00:00:00.000Z';
  await first.execute(buildGrantCommand({ accountId, tokens: 30, bucket: 'promo', expiresAt }));
  const counter = createCallCounter(table.endpoint);
  const bench = createLedgerBench(
    { ...table, documents: counter.documents },
    { now: () => new Date(now) },
  );
  return { accountId, bench, counter };
}

describe('an account that nobody touched for ten months', () => {
  const now = '2027-01-15T09:00:00.000Z';

  it('reads right at once, and is charged right in one commit', async () => {
    const { accountId, bench, counter } = await buildScene(now);
    const balance = await readBalance(bench.reader, accountId, now);
    // 1,000 rolled over, the month's 500 and the promo.
    expect(balance).toMatchObject({
      available: 1_530,
      usedThisPeriod: 0,
      period: { start: '2027-01-01T12:00:00.000Z', end: '2027-02-01T12:00:00.000Z' },
    });
    counter.reset();
    const answer = await bench.execute(
      buildChargeCommand({ accountId, idempotencyKey: 'after', quantity: 7 }),
    );
    expect(answer).toMatchObject({ balanceBefore: 1_530, balanceAfter: 1_523 });
    expect(counter.counts()).toMatchObject({ TransactWriteItemsCommand: 1 });
    const verdict = await bench.verify(accountId);
    expect(verdict).toMatchObject({ problems: [], balance: 1_523 });
  });

  it('has each month in its entries, at its own time', async () => {
    const { accountId, bench } = await buildScene(now);
    await bench.execute(buildChargeCommand({ accountId, idempotencyKey: 'after' }));
    const entries = await readAllEntries(bench.reader, accountId);
    const months = entries.filter(({ kind, reference }) => kind === 'grant' && reference['plan']);
    expect(months.map(({ createdAt }) => createdAt.slice(0, 7))).toEqual([
      '2026-03',
      '2026-04',
      '2026-05',
      '2026-06',
      '2026-07',
      '2026-08',
      '2026-09',
      '2026-10',
      '2026-11',
      '2026-12',
      '2027-01',
    ]);
  });

  it('gives a hold of its first month back to what is left of it: the cap of the plan', async () => {
    const { accountId, bench } = await buildScene(now);
    const early = createLedgerBench(table);
    await early.execute(buildHoldCommand({ accountId, quantity: 1_000 }));
    const released = await bench.execute(buildReleaseCommand({ accountId }));
    // 200 plan tokens come back, but 1,000 have rolled over already.
    expect(released).toMatchObject({ releasedTokens: 200, balanceAfter: 1_530 });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 1_530 });
  });
});

describe('an account that nobody touched for ten years', () => {
  const now = '2036-03-15T00:00:00.000Z';

  it('is settled in several commits and then charged, once', async () => {
    const { accountId, bench, counter } = await buildScene(now);
    expect(await readBalance(bench.reader, accountId, now)).toMatchObject({ available: 1_500 });
    counter.reset();
    const command = buildChargeCommand({ accountId, idempotencyKey: 'after' });
    const answer = await bench.execute(command);
    expect(answer).toMatchObject({ balanceBefore: 1_500, balanceAfter: 1_499, isReplay: false });
    expect(counter.counts()['TransactWriteItemsCommand']).toBe(6);
    expect(await bench.execute(command)).toEqual({ ...answer, isReplay: true });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 1_499 });
  });

  it('is settled once by ledgers in competition', async () => {
    const { accountId, bench } = await buildScene(now);
    const other = createLedgerBench(table, { now: () => new Date(now) });
    const answers = await Promise.all(
      [bench, other, bench, other].map((each, index) =>
        each.execute(buildChargeCommand({ accountId, idempotencyKey: `after ${index}` })),
      ),
    );
    expect(new Set(answers.map(({ balanceAfter }) => balanceAfter)).size).toBe(4);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 1_496 });
  });

  it('says what it has when that is not enough', async () => {
    const { accountId, bench } = await buildScene(now);
    const charge = buildChargeCommand({ accountId, idempotencyKey: 'after', quantity: 1_501 });
    await expect(bench.execute(charge)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      members: { available: 1_500, nextGrantAt: '2036-04-01T12:00:00.000Z' },
    });
  });
});
