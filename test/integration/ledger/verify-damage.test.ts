import { beforeAll, describe, expect, it } from 'vitest';
import { freezeDrifted } from '../../../functions/ledger/audit/freeze-drifted.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import {
  buildCaptureCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildRefundCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { createLedgerDamage, type LedgerDamage } from '../../support/ledger-damage.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let bench: LedgerBench;
let damage: LedgerDamage;
beforeAll(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table);
  damage = createLedgerDamage(table);
});

/** Entries: 1 opening, 2 grant of 500, 3 charge of 30, leaving 570. */
async function buildHistory(): Promise<string> {
  const accountId = await putAccount(table);
  await bench.execute(buildGrantCommand({ accountId }));
  await bench.execute(buildChargeCommand({ accountId, quantity: 30 }));
  return accountId;
}
const freeze = (accountId: string) =>
  createLedgerBench(table)
    .verify(accountId)
    .then((verdict) => freezeDrifted(createLedgerBench(table), verdict, 'system:auditor'));
const rich = {
  available: 9_000,
  buckets: [{ kind: 'plan', remaining: 9_000, grantedAt: testTime }],
};

describe('damage that the next command repairs by itself', () => {
  it.each([
    ['is missing', (id: string) => damage.dropState(id)],
    ['has no number', (id: string) => damage.editState(id, { available: 'x' })],
    ['has more than its buckets', (id: string) => damage.editState(id, { available: 571 })],
  ])('is that of a state which %s', async (_, strike) => {
    const accountId = await buildHistory();
    await strike(accountId);
    expect(await bench.verify(accountId)).toMatchObject({
      isSound: false,
      damage: 'state',
      balance: 570,
      firstWrongSequence: null,
    });
    const charged = await createLedgerBench(table).execute(
      buildChargeCommand({ accountId, idempotencyKey: 'after' }),
    );
    expect(charged).toMatchObject({ balanceBefore: 570 });
    expect(await bench.verify(accountId)).toMatchObject({ damage: 'none', balance: 569 });
  });
});

describe('damage that a command would carry on', () => {
  it.each([
    ['a richer state', (id: string) => damage.editState(id, rich)],
    ['a state that has used nothing', (id: string) => damage.editState(id, { usedThisPeriod: 0 })],
    ['a state with another hash', (id: string) => damage.editState(id, { lastHash: 'x' })],
  ])('is %s: corrected from all entries, then frozen', async (_, strike) => {
    const accountId = await buildHistory();
    const { proven } = await bench.verify(accountId);
    await strike(accountId);
    const verdict = await bench.verify(accountId);
    expect(verdict).toMatchObject({ damage: 'entries', balance: 570, proven });

    await freeze(accountId);
    const state = { available: 570, usedThisPeriod: 30, frozen: { reason: 'ledger drift' } };
    expect(await bench.reader.readState(accountId)).toMatchObject({ kind: 'sound', state });
    expect(await bench.verify(accountId)).toMatchObject({ damage: 'none', balance: 570 });
    const charge = createLedgerBench(table).execute(
      buildChargeCommand({ accountId, idempotencyKey: 'after' }),
    );
    await expect(charge).rejects.toMatchObject({ code: 'account_frozen' });
  });

  it('is a changed entry: nothing is proven, and the account is frozen as it is', async () => {
    const accountId = await buildHistory();
    await damage.editEntry(accountId, 3, { tokens: -3 });
    expect(await bench.verify(accountId)).toMatchObject({
      damage: 'entries',
      firstWrongSequence: 3,
      proven: null,
    });
    await freeze(accountId);
    const state = { available: 570, frozen: { reason: 'ledger drift' } };
    expect(await bench.reader.readState(accountId)).toMatchObject({ kind: 'sound', state });
  });
});

describe('what callers write next to a charge', () => {
  it.each(['period', 'repair', 'restored', 'plan', 'opening', 'returned', 'late', 'owed'])(
    'never misleads the audit: a reference named "%s"',
    async (name) => {
      const accountId = await putAccount(table);
      const reference = { [name]: '2026-01-01T00:00:00.000Z' };
      await bench.execute(buildChargeCommand({ accountId, quantity: 5, reference }));
      await bench.execute(buildHoldCommand({ accountId, reference }));
      await bench.execute(buildCaptureCommand({ accountId, quantity: 50 }));
      await bench.execute(buildRefundCommand({ accountId, tokens: 2, reference }));
      await bench.execute(buildGrantCommand({ accountId, reference }));
      expect(await bench.verify(accountId)).toMatchObject({
        damage: 'none',
        problems: [],
        proven: { usedThisPeriod: 13 },
      });
      await damage.editState(accountId, { usedThisPeriod: 12 });
      expect(await bench.verify(accountId)).toMatchObject({ isSound: false });
    },
  );
});
