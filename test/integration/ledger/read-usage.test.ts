import { beforeAll, describe, expect, it } from 'vitest';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import {
  createHistoryReader,
  type HistoryReader,
} from '../../../functions/ledger/read/history-reader.ts';
import { readUsage } from '../../../functions/ledger/read/read-usage.ts';
import { usageSchema } from '../../../shared/api/tokens.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import {
  buildAdjustCommand,
  buildCaptureCommand,
  buildChargeCommand,
  buildExpireCommand,
  buildHoldCommand,
  buildRefundCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
let bench: LedgerBench;
let history: HistoryReader;
/** What time it is for the ledger. */
let clock: string;
beforeAll(async () => {
  table = await createTestTable();
  bench = createLedgerBench(table, { now: () => new Date(clock) });
  history = createHistoryReader(table);
});

const usageAt = async (
  now: string,
  accountId: string,
  options: { days: number; entryCount?: number },
) => usageSchema.parse(await readUsage(history, accountId, { ...options, now: new Date(now) }));

describe('usage', () => {
  it('counts each day in UTC, also those without use', async () => {
    clock = '2026-02-27T12:00:00.000Z';
    const accountId = await putAccount(table);
    const charge = (at: string) => {
      clock = at;
      return bench.execute(buildChargeCommand({ accountId, idempotencyKey: at }));
    };
    await charge('2026-02-27T23:59:59.999Z');
    await charge('2026-02-28T00:00:00.000Z');
    await charge('2026-02-28T23:59:59.999Z');
    await charge('2026-03-02T00:00:00.000Z');
    const { byService, ...usage } = await usageAt('2026-03-02T08:00:00.000Z', accountId, {
      days: 3,
    });
    expect(usage).toEqual({
      from: '2026-02-28T00:00:00.000Z',
      to: '2026-03-02T08:00:00.000Z',
      days: [
        { day: '2026-02-28', tokens: 2, byService: { ai_chat_message: 2 } },
        { day: '2026-03-01', tokens: 0, byService: {} },
        { day: '2026-03-02', tokens: 1, byService: { ai_chat_message: 1 } },
      ],
      totalTokens: 3,
      isComplete: true,
    });
    expect(byService).toEqual([{ service: 'ai_chat_message', tokens: 3, quantity: 3, count: 3 }]);
  });

  it('counts what was paid after all, and refunds on their own day', async () => {
    clock = '2026-03-01T12:00:00.000Z';
    const accountId = await putAccount(table);
    const hold = (idempotencyKey: string) =>
      bench.execute(buildHoldCommand({ accountId, idempotencyKey, holdSeconds: 60 }));
    const settling = (key: string) => ({ accountId, chargeId: chargeIdOf(key) });
    await hold('kept');
    await bench.execute(buildCaptureCommand(settling('kept')));
    await hold('in part');
    await bench.execute(buildCaptureCommand({ ...settling('in part'), quantity: 10 }));
    await hold('given back');
    await bench.execute(buildReleaseCommand(settling('given back')));
    await hold('forgotten');
    await hold('running');
    await bench.execute(buildChargeCommand({ accountId, service: 'contact_create' }));
    await bench.execute(buildAdjustCommand({ accountId, tokens: -5 }));
    clock = '2026-03-02T12:00:00.000Z';
    await bench.execute(buildExpireCommand(settling('forgotten')));
    await bench.execute(buildRefundCommand({ ...settling('kept'), tokens: 15 }));

    const usage = await usageAt(clock, accountId, { days: 2 });
    expect(usage).toMatchObject({
      days: [
        { tokens: 42, byService: { business_collector: 42, contact_create: 0 } },
        { tokens: -15, byService: { business_collector: -15 } },
      ],
      byService: [
        { service: 'business_collector', tokens: 27, quantity: 210, count: 3 },
        { service: 'contact_create', tokens: 0, quantity: 1, count: 1 },
      ],
      totalTokens: 27,
    });
  });

  it('counts neither grants nor the end of a month', async () => {
    clock = '2026-01-31T00:00:00.000Z';
    const accountId = await putAccount(table);
    await bench.execute(buildChargeCommand({ accountId }));
    clock = '2026-03-31T00:00:00.000Z';
    await bench.execute(buildChargeCommand({ accountId, idempotencyKey: 'later' }));
    const { totalTokens, days } = await usageAt(clock, accountId, { days: 90 });
    expect({ totalTokens, count: days.length }).toEqual({ totalTokens: 2, count: 90 });
  });

  it('says from when on it is complete when there is too much to add up', async () => {
    clock = '2026-03-01T12:00:00.000Z';
    const accountId = await putAccount(table);
    for (const day of [1, 2, 3, 4]) {
      clock = `2026-03-0${day}T12:00:00.000Z`;
      for (const part of ['a', 'b']) {
        const idempotencyKey = `${day}${part}`;
        await bench.execute(buildChargeCommand({ accountId, idempotencyKey }));
      }
    }
    // Three entries reach back to the second one of day 3, whose twin is not read.
    const usage = await usageAt(clock, accountId, { days: 30, entryCount: 3 });
    expect(usage).toMatchObject({
      from: '2026-03-03T12:00:00.001Z',
      isComplete: false,
      totalTokens: 2,
      days: [
        { day: '2026-03-03', tokens: 0 },
        { day: '2026-03-04', tokens: 2 },
      ],
    });
    const whole = await usageAt(clock, accountId, { days: 30, entryCount: 9 });
    expect(whole).toMatchObject({ isComplete: true, totalTokens: 8 });
  });

  it('is nothing for an account that was never used', async () => {
    const usage = await usageAt('2026-03-01T12:00:00.000Z', await putAccount(table), { days: 1 });
    expect(usage).toMatchObject({
      days: [{ day: '2026-03-01', tokens: 0, byService: {} }],
      byService: [],
      totalTokens: 0,
      isComplete: true,
    });
  });
});
