import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeEach, describe, expect, it } from 'vitest';
import {
  createSweepHolds,
  type SweepHoldsDependencies,
} from '../../../functions/operations/sweep-holds.ts';
import { dueShard, keys } from '../../../functions/store/keys.ts';
import { createReadDueCharges } from '../../../functions/store/read-due-charges.ts';
import { createTurnStore } from '../../../functions/store/turns.ts';
import { createWasDelivered } from '../../../functions/turn/was-delivered.ts';
import { limits } from '../../../shared/limits.ts';
import { buildTurn } from '../../support/api-turns.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { buildGrantCommand, buildHoldCommand, testTime } from '../../support/ledger-builders.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { createRecordingMetrics } from '../../support/recording-metrics.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const holdSeconds = 900;
const longMs = 60_000;

let table: TestTable;
let bench: LedgerBench;
let nowMs: number;
const now = () => new Date(nowMs);
const passSeconds = (seconds: number) => (nowMs += seconds * 1000);
beforeEach(async () => {
  table = await createTestTable();
  nowMs = Date.parse(testTime);
  bench = createLedgerBench(table, { now });
});

/** A sweeper that shares nothing with others but the table. */
function createSweeper(overrides: Partial<SweepHoldsDependencies> = {}) {
  const log = createRecordingLog();
  const metrics = createRecordingMetrics();
  const wasDelivered = createWasDelivered({ turns: createTurnStore(table) });
  const sweepHolds = createSweepHolds({
    readDueCharges: createReadDueCharges(table),
    ledger: createLedgerBench(table, { now }),
    countDelivered: async (charge) => ((await wasDelivered(charge)) ? charge.quantity : 0),
    log,
    metrics,
    now,
    ...overrides,
  });
  return {
    log,
    metrics,
    sweep: (remainingMs = longMs) => sweepHolds({ remainingMs: () => remainingMs }),
  };
}

/** Holds 20 tokens for a job. */
const hold = (accountId: string, overrides: Partial<ReturnType<typeof buildHoldCommand>> = {}) =>
  bench.execute(buildHoldCommand({ accountId, holdSeconds, ...overrides }));
const available = async (accountId: string) => {
  const stored = await bench.reader.readState(accountId);
  return stored.kind === 'sound' ? stored.state.available : stored.kind;
};
const statusOf = async (accountId: string, chargeId: string) =>
  (await bench.reader.readCharge(accountId, chargeId))?.status;

/** Stands among the overdue holds and is none. */
async function putBrokenHold(name: string): Promise<void> {
  const Item = {
    ...keys.charge(name, 'broken'),
    accountId: name,
    dueShard: dueShard(name),
    expiresAtEpochSeconds: Math.floor(nowMs / 1000),
  };
  await table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
}

describe('the sweeper', () => {
  it('gives back a hold whose deadline has passed', async () => {
    const accountId = await putAccount(table);
    const { chargeId } = await hold(accountId);
    expect(await available(accountId)).toBe(80);
    passSeconds(holdSeconds + 1);
    const { sweep, log, metrics } = createSweeper();
    const counts = { expired: 1, captured: 0, left: 0, failed: 0, isComplete: true };
    expect(await sweep()).toEqual(counts);
    expect(await available(accountId)).toBe(100);
    expect(await statusOf(accountId, chargeId)).toBe('expired');
    expect(await bench.reader.readLastEntry(accountId)).toMatchObject({
      kind: 'release',
      tokens: 20,
      actor: 'system:sweeper',
    });
    expect(log.lines).toEqual([{ level: 'info', message: 'holds swept', fields: counts }]);
    expect(metrics.sumOf('HoldsExpired')).toBe(1);
  });

  it('leaves a hold alone until its deadline, and says nothing', async () => {
    const accountId = await putAccount(table);
    const { chargeId } = await hold(accountId);
    passSeconds(holdSeconds - 1);
    const { sweep, log } = createSweeper();
    expect(await sweep()).toMatchObject({ expired: 0, isComplete: true });
    expect(await statusOf(accountId, chargeId)).toBe('open');
    expect(log.lines).toEqual([]);
  });

  it('gives each hold back once when two sweep at once', async () => {
    const accountIds = await Promise.all(Array.from({ length: 6 }, () => putAccount(table)));
    for (const accountId of accountIds) {
      await Promise.all(
        ['one', 'two', 'three'].map((key) => hold(accountId, { idempotencyKey: key })),
      );
    }
    passSeconds(holdSeconds + 1);
    const sweeps = await Promise.all([createSweeper().sweep(), createSweeper().sweep()]);
    const sum = (name: 'expired' | 'left' | 'failed') => sweeps[0][name] + sweeps[1][name];
    expect([sum('expired'), sum('failed')]).toEqual([18, 0]);
    for (const accountId of accountIds) {
      expect(await available(accountId)).toBe(100);
      expect(await bench.verify(accountId)).toMatchObject({ isSound: true, entryCount: 7 });
    }
  });

  it('has nothing left to do when it runs again', async () => {
    const accountId = await putAccount(table);
    await hold(accountId);
    passSeconds(holdSeconds + 1);
    await createSweeper().sweep();
    expect(await createSweeper().sweep()).toMatchObject({ expired: 0, left: 0, failed: 0 });
    expect(await available(accountId)).toBe(100);
  });

  it('captures the hold of a turn whose reply was stored', async () => {
    const accountId = await putAccount(table);
    const { conversationId, turnKey } = buildTurn();
    const { chargeId } = await hold(accountId, {
      service: 'ai_chat_message',
      quantity: 1,
      reference: { conversation: conversationId, turn: turnKey },
    });
    const outcome = 'completed';
    await createTurnStore(table).startAttempt(
      buildTurn({ accountId, chargeId, status: 'ended', outcome, replyJson: '[]' }),
    );
    passSeconds(holdSeconds + 1);
    const { sweep, metrics } = createSweeper();
    expect(await sweep()).toMatchObject({ expired: 0, captured: 1 });
    expect(await statusOf(accountId, chargeId)).toBe('captured');
    expect(await available(accountId)).toBe(99);
    expect(metrics.sumOf('HoldsCapturedLate')).toBe(1);
  });

  it('gives back the hold of a turn that never answered', async () => {
    const accountId = await putAccount(table);
    const { conversationId, turnKey } = buildTurn();
    const reference = { conversation: conversationId, turn: turnKey };
    const { chargeId } = await hold(accountId, { reference });
    await createTurnStore(table).startAttempt(buildTurn({ accountId, chargeId }));
    passSeconds(holdSeconds + 1);
    expect(await createSweeper().sweep()).toMatchObject({ expired: 1, captured: 0 });
    expect(await available(accountId)).toBe(100);
  });

  it.each(['extend', 'capture', 'release'] as const)(
    'leaves a hold alone that somebody was just quicker to %s',
    async (kind) => {
      const accountId = await putAccount(table);
      const { chargeId } = await hold(accountId);
      passSeconds(holdSeconds + 1);
      const readDueCharges = createReadDueCharges(table);
      const origin = { accountId, chargeId, actor: 'user:ada' };
      const commands = {
        extend: { kind: 'extend', holdSeconds, ...origin },
        capture: { kind: 'capture', ...origin },
        release: { kind: 'release', reason: 'cancelled', ...origin },
      } as const;
      const { sweep } = createSweeper({
        readDueCharges: async (...position) => {
          const round = await readDueCharges(...position);
          await bench.execute(commands[kind]);
          return round;
        },
      });
      expect(await sweep()).toMatchObject({ expired: 0, left: 1, failed: 0 });
      const statuses = { extend: 'open', capture: 'captured', release: 'released' };
      expect(await statusOf(accountId, chargeId)).toBe(statuses[kind]);
      expect(await bench.verify(accountId)).toMatchObject({ isSound: true });
    },
  );

  it('gives back the hold of a frozen account', async () => {
    const accountId = await putAccount(table);
    await hold(accountId);
    await bench.execute({ kind: 'freeze', accountId, actor: 'operator', reason: 'a question' });
    passSeconds(holdSeconds + 1);
    expect(await createSweeper().sweep()).toMatchObject({ expired: 1, failed: 0 });
    expect(await available(accountId)).toBe(100);
  });

  it('comes to the holds beyond the first page of a shard', async () => {
    const accountId = await putAccount(table);
    await bench.execute(buildGrantCommand({ accountId }));
    const holdCount = limits.sweepPageCount + 20;
    const small = { service: 'ai_chat_message', quantity: 1 };
    await Promise.all(
      Array.from({ length: holdCount }, (_, index) =>
        hold(accountId, { ...small, idempotencyKey: `hold ${index}` }),
      ),
    );
    passSeconds(holdSeconds + 1);
    expect(await createSweeper().sweep()).toMatchObject({ expired: holdCount, isComplete: true });
    expect(await available(accountId)).toBe(600);
  });

  it('passes over a row that is no hold, and names it', async () => {
    const accountId = await putAccount(table);
    await hold(accountId);
    await putBrokenHold('account-broken');
    passSeconds(holdSeconds + 1);
    const { sweep, log, metrics } = createSweeper();
    expect(await sweep()).toMatchObject({ expired: 1, failed: 1 });
    expect(metrics.sumOf('HoldsNotSwept')).toBe(1);
    expect(log.lines[0]).toMatchObject({
      level: 'error',
      message: 'hold not swept',
      fields: { place: 'ACCOUNT#account-broken CHARGE#broken' },
    });
  });

  it('settles the others when one account cannot be written, and tries that one again', async () => {
    const [stuck, other] = [await putAccount(table), await putAccount(table)];
    await hold(stuck);
    await hold(other);
    passSeconds(holdSeconds + 1);
    const { sweep, log } = createSweeper({
      countDelivered: async ({ accountId }) => {
        if (accountId === stuck) throw new Error('the turn cannot be read');
        return 0;
      },
    });
    expect(await sweep()).toMatchObject({ expired: 1, failed: 1 });
    expect([await available(stuck), await available(other)]).toEqual([80, 100]);
    const expected = { accountId: stuck, code: 'internal' };
    expect(log.lines[0]).toMatchObject({ message: 'hold not swept', fields: expected });
    expect(await createSweeper().sweep()).toMatchObject({ expired: 1 });
    expect(await available(stuck)).toBe(100);
  });

  it('fails as a whole, after settling what it can, when many holds fail', async () => {
    const accountId = await putAccount(table);
    await hold(accountId);
    const brokenCount = limits.toleratedFailureCount + 1;
    for (let index = 0; index < brokenCount; index++) await putBrokenHold(`broken-${index}`);
    passSeconds(holdSeconds + 1);
    await expect(createSweeper().sweep()).rejects.toThrow(`${brokenCount} overdue holds`);
    expect(await available(accountId)).toBe(100);
  });

  it('fails when the index cannot be read at all', async () => {
    const readDueCharges = createReadDueCharges({ ...table, tableName: 'no-such-table' });
    await expect(createSweeper({ readDueCharges }).sweep()).rejects.toThrow('could not be settled');
  });

  it('starts nothing that it may have no time to end, and says that there is more', async () => {
    const accountId = await putAccount(table);
    await hold(accountId);
    passSeconds(holdSeconds + 1);
    const { sweep, log } = createSweeper();
    const isComplete = false;
    expect(await sweep(limits.sweepReserveMs - 1)).toMatchObject({ expired: 0, isComplete });
    expect(log.lines).toMatchObject([{ message: 'holds swept', fields: { isComplete } }]);
    expect(await available(accountId)).toBe(80);
  });
});
