import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import { createHistoryReader } from '../../../functions/ledger/read/history-reader.ts';
import type { Ledger } from '../../../functions/ledger/ledger.ts';
import { settleDelivery } from '../../../functions/mcp/settle-delivery.ts';
import { createRefundUndelivered } from '../../../functions/operations/refund-undelivered.ts';
import { listAllTransactions } from '../../support/list-all-transactions.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { testTime } from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const reason = 'the call failed';

describe('giving back what was paid for work that failed later', () => {
  let table: TestTable;
  let bench: LedgerBench;
  let accountId: string;
  let chargeId: string;
  beforeAll(async () => {
    table = await createTestTable();
  });
  beforeEach(async () => {
    bench = createLedgerBench(table);
    accountId = await putAccount(table);
    await bench.execute({ kind: 'open', accountId, actor: 'test' });
    ({ chargeId } = await bench.execute({
      kind: 'hold',
      accountId,
      actor: 'test',
      service: 'outbound_call',
      quantity: 1,
      idempotencyKey: 'tool:call-1',
      holdSeconds: 300,
    }));
  });

  const settle = (ledger: Pick<Ledger, 'execute'> = bench) =>
    settleDelivery(ledger, { accountId, actor: 'test', chargeId, deliveredQuantity: 1 });
  const refund = (ledger: Pick<Ledger, 'execute'> = createLedgerBench(table)) =>
    createRefundUndelivered({ ledger })({ accountId, chargeId, reason });
  const balance = async () => {
    const audit = await bench.verify(accountId);
    expect(audit.problems).toEqual([]);
    return audit.balance;
  };

  it('is a refund that the history shows with its reason, once it was paid', async () => {
    expect(await settle()).toMatchObject({ tokens: 1 });
    expect(await refund()).toBe(1);
    expect(await balance()).toBe(100);
    const history = createHistoryReader(table);
    const rows = await listAllTransactions(history, accountId, { limit: 10 });
    expect(rows.find(({ kind }) => kind === 'refund')).toMatchObject({
      service: 'outbound_call',
      tokens: 1,
      reference: { reason },
    });
    expect(rows.find(({ kind }) => kind === 'hold')).toMatchObject({ status: 'refunded' });
  });

  it('releases the hold that is still open, and the capture that follows takes nothing', async () => {
    expect(await refund()).toBe(1);
    expect(await settle()).toEqual({ tokens: 0, balanceAfter: 100 });
    expect(await settle()).toEqual({ tokens: 0, balanceAfter: 100 });
    expect(await balance()).toBe(100);
  });

  it.each([
    ['paid', true],
    ['still held', false],
  ])('happens once for ten who see it at once, when it is %s', async (_, isPaid) => {
    if (isPaid) await settle();
    const given = await Promise.all(Array.from({ length: 10 }, () => refund()));
    expect(given).toEqual(Array.from({ length: 10 }, () => 1));
    expect(await refund()).toBe(1);
    expect(await balance()).toBe(100);
  });

  it('leaves nothing paid however it races with the capture', async () => {
    const [settled, given] = await Promise.all([settle(), refund()]);
    expect(given).toBe(1);
    expect([0, 1]).toContain(settled.tokens);
    expect(await balance()).toBe(100);
    expect(await bench.reader.readOpenCharges(accountId)).toEqual([]);
  });

  it('is not lost when the capture comes between asking and releasing', async () => {
    const execute: Ledger['execute'] = async (command) => {
      if (command.kind === 'release') await settle();
      return bench.execute(command);
    };
    expect(await refund({ execute })).toBe(1);
    expect(await balance()).toBe(100);
  });

  it('is not lost when the ledger fails in the middle, and is done by who comes next', async () => {
    await settle();
    const execute: Ledger['execute'] = async (command) => {
      await bench.execute(command);
      throw new AppError('ledger_unavailable');
    };
    await expect(refund({ execute })).rejects.toMatchObject({ code: 'ledger_unavailable' });
    expect(await refund()).toBe(1);
    expect(await balance()).toBe(100);
  });

  it('gives nothing for what an operator has given back before', async () => {
    await settle();
    const operator = { accountId, chargeId, actor: 'user:admin', idempotencyKey: 'by hand' };
    await bench.execute({ kind: 'refund', ...operator, reason: 'kindness' });
    expect(await refund()).toBe(0);
    expect(await balance()).toBe(100);
  });

  it('gives nothing twice for what came back at its deadline', async () => {
    const later = createLedgerBench(table, {
      now: () => new Date(Date.parse(testTime) + 400_000),
    });
    await later.execute({ kind: 'expire', accountId, chargeId, actor: 'test' });
    await refund(later);
    expect(await balance()).toBe(100);
  });

  it('gives nothing for a charge that never was', async () => {
    chargeId = 'no such charge';
    expect(await refund()).toBe(0);
    expect(await balance()).toBe(99);
  });
});
