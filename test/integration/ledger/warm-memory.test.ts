import { beforeAll, describe, expect, it } from 'vitest';
import type { LedgerCommand } from '../../../functions/ledger/commands.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench } from '../../support/ledger-bench.ts';
import {
  buildAdjustCommand,
  buildCaptureCommand,
  buildChangePlanCommand,
  buildChargeCommand,
  buildExtendCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildRefundCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { createLedgerDamage } from '../../support/ledger-damage.ts';
import { createCallCounter } from '../../support/ledger-call-counter.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

/** A ledger that has charged once before, with its calls counted, and another one. */
async function buildScene() {
  const accountId = await putAccount(table);
  const counter = createCallCounter(table.endpoint);
  const waits: number[] = [];
  const wait = async (ms: number) => void waits.push(ms);
  const warm = createLedgerBench({ ...table, documents: counter.documents }, { wait });
  await warm.execute(buildChargeCommand({ accountId, idempotencyKey: 'before' }));
  await warm.execute(buildHoldCommand({ accountId }));
  counter.reset();
  const other = createLedgerBench(table);
  const execute = (command: LedgerCommand) => warm.execute({ ...command, accountId });
  return { accountId, warm, execute, other, counter, waits };
}

describe('a ledger that wrote the account before', () => {
  it.each([
    ['a charge', buildChargeCommand()],
    ['a hold', buildHoldCommand({ idempotencyKey: 'another' })],
    ['a grant', buildGrantCommand()],
    ['an adjustment', buildAdjustCommand()],
    ['another plan', buildChangePlanCommand()],
  ])('reads nothing for %s: one write is all', async (_, command) => {
    const { execute, counter } = await buildScene();
    await execute(command);
    expect(counter.counts()).toEqual({ TransactWriteItemsCommand: 1 });
  });

  it('reads the hold alone, to give it back', async () => {
    const { execute, counter } = await buildScene();
    await execute(buildReleaseCommand());
    expect(counter.counts()).toEqual({ GetItemCommand: 1, TransactWriteItemsCommand: 1 });
  });

  it.each([
    ['captures all of a hold', buildCaptureCommand()],
    ['extends a hold', buildExtendCommand()],
  ])('%s by one read and one update of the hold', async (_, command) => {
    const { execute, counter } = await buildScene();
    await execute(command);
    expect(counter.counts()).toEqual({ GetItemCommand: 1, UpdateItemCommand: 1 });
  });

  it('corrects what it remembers by the condition that failed, without a read or a wait', async () => {
    const { accountId, warm, execute, other, counter, waits } = await buildScene();
    await other.execute(buildChargeCommand({ accountId, idempotencyKey: 'meanwhile' }));
    expect(await execute(buildChargeCommand())).toMatchObject({ balanceBefore: 78, sequence: 5 });
    expect(counter.counts()).toEqual({ TransactWriteItemsCommand: 2 });
    expect(waits).toEqual([]);
    expect(await warm.verify(accountId)).toMatchObject({ problems: [], balance: 77 });
  });

  it('finds its twin by the condition that failed, and answers as the twin did', async () => {
    const { accountId, execute, other } = await buildScene();
    const first = await other.execute(buildChargeCommand({ accountId }));
    expect(await execute(buildChargeCommand())).toEqual({ ...first, isReplay: true });
  });

  it('reads the truth before it refuses: somebody may have paid in', async () => {
    const { accountId, execute, other } = await buildScene();
    await other.execute(buildGrantCommand({ accountId }));
    const answer = await execute(buildChargeCommand({ quantity: 500 }));
    expect(answer).toMatchObject({ balanceBefore: 579, balanceAfter: 79 });
  });

  it('finds its own charge before it refuses: a twin may have spent the last token for it', async () => {
    const { accountId, execute, other } = await buildScene();
    const command = buildChargeCommand({ accountId, quantity: 79 });
    const first = await other.execute(command);
    await execute(buildGrantCommand({ tokens: 1 }));
    expect(await execute(command)).toEqual({ ...first, isReplay: true });
  });

  it('obeys a freeze that it has not heard of, and its end', async () => {
    const { accountId, execute, other } = await buildScene();
    const freeze = { accountId, actor: 'user:op', reason: 'drift' };
    await other.execute({ kind: 'freeze', ...freeze });
    await expect(execute(buildChargeCommand())).rejects.toMatchObject({ code: 'account_frozen' });
    await other.execute({ kind: 'unfreeze', ...freeze });
    expect(await execute(buildChargeCommand())).toMatchObject({ isReplay: false });
  });

  it('finds a state that was damaged or deleted since', async () => {
    const { accountId, warm, execute } = await buildScene();
    const damage = createLedgerDamage(table);
    await damage.dropState(accountId);
    expect(await execute(buildChargeCommand())).toMatchObject({ balanceAfter: 78 });
    await damage.editState(accountId, { available: 'plenty' });
    const second = buildChargeCommand({ idempotencyKey: 'second' });
    expect(await execute(second)).toMatchObject({ balanceAfter: 77 });
    expect(await warm.verify(accountId)).toMatchObject({ problems: [], balance: 77 });
  });

  it('refunds by what the charge says now, not by what it was', async () => {
    const { accountId, execute, other } = await buildScene();
    await execute(buildChargeCommand({ quantity: 10 }));
    await other.execute(buildRefundCommand({ accountId, idempotencyKey: 'a', tokens: 8 }));
    const second = execute(buildRefundCommand({ idempotencyKey: 'b', tokens: 3 }));
    await expect(second).rejects.toMatchObject({ code: 'refund_above_paid' });
  });
});
