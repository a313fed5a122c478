import { beforeAll, describe, expect, it } from 'vitest';
import { type ChargeRecord, chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import type { LedgerDependencies } from '../../../functions/ledger/ledger.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench } from '../../support/ledger-bench.ts';
import {
  buildAdjustCommand,
  buildCaptureCommand,
  buildChargeCommand,
  buildExpireCommand,
  buildHoldCommand,
} from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const afterDeadline = new Date('2026-03-01T12:15:00.000Z');

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

/** An account whose 100 tokens are all held, 60 and 40, by holds that are now overdue. */
async function buildScene(overrides: Partial<LedgerDependencies> = {}) {
  const accountId = await putAccount(table);
  const early = createLedgerBench(table);
  await early.execute(buildHoldCommand({ accountId, idempotencyKey: 'first', quantity: 300 }));
  await early.execute(buildHoldCommand({ accountId, idempotencyKey: 'second', quantity: 200 }));
  const bench = createLedgerBench(table, { now: () => afterDeadline, ...overrides });
  const charge = (quantity: number) => bench.execute(buildChargeCommand({ accountId, quantity }));
  const statusOf = async (key: string) =>
    (await bench.reader.readCharge(accountId, chargeIdOf(key)))?.status;
  return { accountId, bench, charge, statusOf };
}

describe('before anybody is told that tokens are missing', () => {
  it('the overdue holds of the account are given back', async () => {
    const { accountId, bench, charge, statusOf } = await buildScene();
    expect(await charge(100)).toMatchObject({ balanceBefore: 100, balanceAfter: 0 });
    expect([await statusOf('first'), await statusOf('second')]).toEqual(['expired', 'expired']);
    const entries = await bench.reader.readEntries(accountId, { order: 'oldest first', after: 3 });
    expect(entries).toMatchObject([
      { kind: 'release', tokens: 60, actor: 'system:ledger' },
      { kind: 'release', tokens: 40, reference: { reason: 'deadline passed' } },
      { kind: 'charge', tokens: -100, actor: 'user:ada' },
    ]);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 0 });
  });

  it('they are given back even when that is still too little', async () => {
    const { accountId, bench, charge } = await buildScene();
    await expect(charge(101)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      members: { required: 101, available: 100 },
    });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 100 });
  });

  it('one whose work was done is left to be captured', async () => {
    const asked: string[] = [];
    const isDelivered = async ({ chargeId }: ChargeRecord) => {
      asked.push(chargeId);
      return chargeId === chargeIdOf('first');
    };
    const { accountId, bench, charge, statusOf } = await buildScene({ isDelivered });
    await expect(charge(41)).rejects.toMatchObject({ members: { available: 40 } });
    expect(asked.toSorted()).toEqual([chargeIdOf('first'), chargeIdOf('second')].toSorted());
    expect([await statusOf('first'), await statusOf('second')]).toEqual(['open', 'expired']);
    const capture = buildCaptureCommand({ accountId, chargeId: chargeIdOf('first') });
    expect(await bench.execute(capture)).toMatchObject({ status: 'captured', capturedTokens: 60 });
  });

  it('whose work nobody can tell of is not given back, and the command may be sent again', async () => {
    const isDelivered = async () => {
      throw new Error('the conversation cannot be read');
    };
    const { charge, statusOf } = await buildScene({ isDelivered });
    await expect(charge(1)).rejects.toMatchObject({ code: 'ledger_unavailable' });
    expect(await statusOf('first')).toBe('open');
  });

  it('a hold that is not overdue stays', async () => {
    const { charge, statusOf } = await buildScene({
      now: () => new Date(afterDeadline.getTime() - 1),
    });
    await expect(charge(1)).rejects.toMatchObject({
      code: 'insufficient_tokens',
      members: { available: 0 },
    });
    expect(await statusOf('first')).toBe('open');
  });

  it('the holds of another account stay', async () => {
    const other = await buildScene();
    const { charge } = await buildScene();
    await charge(100);
    expect(await other.statusOf('first')).toBe('open');
  });

  it('they are given back for a correction too, and once for a group of commands', async () => {
    const { accountId, bench } = await buildScene();
    const outcomes = await Promise.allSettled([
      bench.execute(buildAdjustCommand({ accountId, tokens: -50 })),
      bench.execute(buildChargeCommand({ accountId, quantity: 50 })),
      bench.execute(buildChargeCommand({ accountId, idempotencyKey: 'one more' })),
    ]);
    expect(outcomes).toMatchObject([
      { value: { balanceAfter: 50 } },
      { value: { balanceAfter: 0 } },
      { reason: { code: 'insufficient_tokens' } },
    ]);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], entryCount: 7 });
  });
});

describe('before tokens are written off', () => {
  it('the overdue holds pay for work that is done already', async () => {
    const { accountId, bench } = await buildScene();
    const command = buildChargeCommand({ accountId, quantity: 70, isAfterTheFact: true });
    expect(await bench.execute(command)).toMatchObject({ status: 'captured', balanceAfter: 30 });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 30 });
  });

  it('they pay for what is captured late', async () => {
    const { accountId, bench } = await buildScene();
    const late = { accountId, chargeId: chargeIdOf('first') };
    await bench.execute(buildExpireCommand(late));
    await bench.execute(buildChargeCommand({ accountId, quantity: 50 }));
    const answer = await bench.execute(buildCaptureCommand({ ...late, quantity: 200 }));
    expect(answer).toMatchObject({ status: 'captured', capturedTokens: 40, balanceAfter: 10 });
  });

  it('what they do not cover is written off', async () => {
    const { accountId, bench } = await buildScene();
    const command = buildChargeCommand({ accountId, quantity: 101, isAfterTheFact: true });
    expect(await bench.execute(command)).toMatchObject({ status: 'uncollected', tokens: 0 });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 100 });
  });
});

it('nothing is given back while the balance will do', async () => {
  const accountId = await putAccount(table);
  await createLedgerBench(table).execute(buildHoldCommand({ accountId }));
  const bench = createLedgerBench(table, { now: () => afterDeadline });
  await bench.execute(buildChargeCommand({ accountId, quantity: 80 }));
  expect(await bench.reader.readOpenCharges(accountId)).toHaveLength(1);
});
