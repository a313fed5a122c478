import { DeleteCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { balanceSchema } from '../../../shared/api/tokens.ts';
import { readBalance } from '../../../functions/ledger/read/read-balance.ts';
import { keys } from '../../../functions/store/keys.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import {
  buildCaptureCommand,
  buildChangePlanCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let bench: LedgerBench;
beforeAll(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table);
});

const read = async (accountId: string, now = testTime) => {
  const balance = await readBalance(bench.reader, accountId, now);
  return balanceSchema.parse(balance);
};

describe('the balance', () => {
  it('tells what can be spent, what is held and where it came from', async () => {
    const accountId = await putAccount(table);
    const expiresAt = '2027-03-01T12:00:00.000Z';
    await bench.execute(buildGrantCommand({ accountId, tokens: 50, expiresAt }));
    await bench.execute(buildHoldCommand({ accountId }));
    await bench.execute(buildHoldCommand({ accountId, idempotencyKey: 'two', quantity: 50 }));
    await bench.execute(buildChargeCommand({ accountId }));
    expect(await read(accountId)).toEqual({
      accountId,
      available: 119,
      held: 30,
      usedThisPeriod: 31,
      plan: 'free',
      nextPlan: 'free',
      period: { start: testTime, end: '2026-04-01T12:00:00.000Z', nextGrant: 100 },
      buckets: [
        { kind: 'plan', remaining: 69, expiresAt: null },
        { kind: 'purchase', remaining: 50, expiresAt },
      ],
      level: 'ok',
      isLow: false,
      isCritical: false,
      isFrozen: false,
    });
    await bench.execute(buildCaptureCommand({ accountId, quantity: 50 }));
    expect(await read(accountId)).toMatchObject({ available: 129, held: 10, usedThisPeriod: 21 });
  });

  it.each([
    [75, 'ok', false, false],
    [76, 'low', true, false],
    [91, 'critical', true, true],
    [100, 'empty', true, true],
  ])('is after %i tokens %s', async (quantity, level, isLow, isCritical) => {
    const accountId = await putAccount(table);
    await bench.execute(buildChargeCommand({ accountId, quantity }));
    expect(await read(accountId)).toMatchObject({ level, isLow, isCritical });
  });

  it('shows 100 where it is missing, and writes nothing', async () => {
    const accountId = await putAccount(table);
    expect(await read(accountId)).toMatchObject({ available: 100, held: 0, level: 'ok' });
    expect(await bench.reader.readState(accountId)).toEqual({ kind: 'absent' });
    expect(await bench.reader.readLastEntry(accountId)).toBeNull();
  });

  it('shows what the entries prove where the state is lost', async () => {
    const accountId = await putAccount(table);
    await bench.execute(buildChargeCommand({ accountId, quantity: 30 }));
    const Key = keys.accountState(accountId);
    await table.documents.send(new DeleteCommand({ TableName: table.tableName, Key }));
    expect(await read(accountId)).toMatchObject({ available: 70 });
    expect(await bench.reader.readState(accountId)).toEqual({ kind: 'absent' });
  });

  it('shows what time has brought, as the next command would find it, and writes nothing', async () => {
    const accountId = await putAccount(table);
    const expiresAt = '2026-03-20T00:00:00.000Z';
    await bench.execute(buildChangePlanCommand({ accountId, plan: 'growth' }));
    await bench.execute(buildGrantCommand({ accountId, tokens: 50, bucket: 'promo', expiresAt }));
    await bench.execute(
      buildChangePlanCommand({ accountId, plan: 'free', idempotencyKey: 'down' }),
    );
    expect(await read(accountId)).toMatchObject({
      available: 2_150,
      plan: 'growth',
      nextPlan: 'free',
    });

    const later = '2026-05-10T00:00:00.000Z';
    const shown = await read(accountId, later);
    expect(shown).toMatchObject({
      // A month of growth rolled over into free, and then was lost by its cap of nothing.
      available: 100,
      plan: 'free',
      usedThisPeriod: 0,
      period: { start: '2026-05-01T12:00:00.000Z', end: '2026-06-01T12:00:00.000Z' },
      buckets: [{ kind: 'plan', remaining: 100, expiresAt: null }],
    });
    expect(await bench.reader.readLastEntry(accountId)).toMatchObject({ createdAt: testTime });
    const timed = createLedgerBench(table, { now: () => new Date(later) });
    const charged = await timed.execute(buildChargeCommand({ accountId }));
    expect(charged).toMatchObject({ balanceBefore: shown.available });
  });

  it('says when an account is frozen', async () => {
    const accountId = await putAccount(table);
    await bench.execute({ kind: 'freeze', accountId, actor: 'system', reason: 'drift' });
    expect(await read(accountId)).toMatchObject({ isFrozen: true, available: 100 });
  });

  it('does not exist for nobody', async () => {
    await expect(read('nobody')).rejects.toMatchObject({ code: 'account_not_found' });
  });
});
