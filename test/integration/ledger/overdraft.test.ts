import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import type { AccountState } from '../../../functions/ledger/account/account-state.ts';
import { createLedgerWriter } from '../../../functions/ledger/commit/ledger-writer.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench } from '../../support/ledger-bench.ts';
import { buildChargeCommand } from '../../support/ledger-builders.ts';
import { commitOf, decideWith } from '../../support/ledger-decisions.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

describe('the database itself', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await createTestTable();
  });

  /** An account of 5 tokens, and a writer that believes a state with the named changes. */
  async function buildScene(lie: Partial<AccountState>) {
    const accountId = await putAccount(table);
    const bench = createLedgerBench(table);
    const spent = { accountId, idempotencyKey: 'before', quantity: 95 };
    await bench.execute(buildChargeCommand(spent));
    const stored = await bench.reader.readState(accountId);
    if (stored.kind !== 'sound') throw new Error(`state is ${stored.kind}`);
    const believed = { kind: 'sound' as const, state: { ...stored.state, ...lie } };
    const writer = createLedgerWriter(table.documents, table.tableName);
    const write = (quantity: number) => {
      const command = buildChargeCommand({ accountId, quantity });
      const { state, entries, newCharge } = commitOf(decideWith(command, { stored: believed }));
      const newCharges = newCharge ? [newCharge] : [];
      return writer.commit(believed, {
        state,
        entries,
        newCharges,
        chargeChanges: [],
        newRecords: [],
      });
    };
    return { accountId, bench, write };
  }

  const bucket = { kind: 'plan' as const, grantedAt: '2026-03-01T12:00:00.000Z' };
  const rich = { available: 100, buckets: [{ ...bucket, remaining: 100 }] };

  it('refuses an overdraft that the code decided in good faith', async () => {
    const { accountId, bench, write } = await buildScene(rich);
    const outcome = await write(50);
    expect(outcome).toMatchObject({
      kind: 'lost race',
      learned: { stored: { kind: 'sound', state: { version: 2, available: 5 } } },
    });
    const cause = outcome.kind === 'written' ? null : outcome.cause;
    expect(cause).toBeInstanceOf(TransactionCanceledException);
    expect(cause).toMatchObject({
      CancellationReasons: [{ Code: 'ConditionalCheckFailed' }, { Code: 'None' }, { Code: 'None' }],
    });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 5 });
  });

  it('refuses what was decided on an older version', async () => {
    const { accountId, bench, write } = await buildScene({ version: 1 });
    expect(await write(1)).toMatchObject({
      kind: 'lost race',
      learned: { stored: { state: { version: 2 } }, isStateBehind: false },
    });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 5 });
  });

  it('takes what was decided on the truth', async () => {
    const { accountId, bench, write } = await buildScene({});
    expect(await write(5)).toEqual({ kind: 'written' });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 0 });
  });

  it('shows who was there first when the same key is written twice', async () => {
    const { write } = await buildScene({});
    await write(1);
    const outcome = await write(1);
    expect(outcome).toMatchObject({
      kind: 'lost race',
      learned: { stored: { state: { version: 3 } }, isStateBehind: false },
    });
    const learned = outcome.kind === 'written' ? null : outcome.learned;
    expect([...(learned?.charges.values() ?? [])]).toMatchObject([
      { writtenBy: 'this call', tokens: 1 },
    ]);
  });
});
