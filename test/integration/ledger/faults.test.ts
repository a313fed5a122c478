import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import type { LedgerCommand } from '../../../functions/ledger/commands.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
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
import {
  createFaultyDocuments,
  everyCall,
  type Fault,
  type FaultPlan,
  firstCalls,
} from '../../support/ledger-faulty-documents.ts';
import { createVirtualTime } from '../../support/ledger-virtual-time.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

/** An account of 80 tokens with a hold of 20, and a ledger whose calls go wrong as planned. */
async function buildScene(
  plan: { writes?: FaultPlan; reads?: FaultPlan },
  options: { maxAttempts?: number; random?: () => number } = {},
) {
  const { maxAttempts = 1, random = () => 0.5 } = options;
  const accountId = await putAccount(table);
  const before = createLedgerBench(table);
  await before.execute(buildHoldCommand({ accountId }));
  await before.execute(buildChargeCommand({ accountId, idempotencyKey: 'paid', quantity: 10 }));
  await before.execute(buildAdjustCommand({ accountId, idempotencyKey: 'before', tokens: 10 }));
  const { documents, writeCount } = createFaultyDocuments(table.endpoint, plan, { maxAttempts });
  const { now, wait, waitedMs } = createVirtualTime();
  const bench = createLedgerBench({ ...table, documents }, { now, wait, random });
  const sound = createLedgerBench(table);
  return { accountId, bench, sound, writeCount, waitedMs };
}

/** What the log says of balances: a second try that met the first is no part of their story. */
const storyOf = ({ log }: LedgerBench) =>
  log.lines.filter(({ message }) => message !== 'races lost');

const commands: [string, LedgerCommand, balance: number, message: string | undefined][] = [
  ['a charge', buildChargeCommand(), 79, 'tokens deducted'],
  ['a hold', buildHoldCommand({ idempotencyKey: 'another hold' }), 60, 'tokens deducted'],
  ['a grant', buildGrantCommand(), 580, 'tokens granted'],
  ['a release', buildReleaseCommand(), 100, 'tokens given back'],
  ['a partial capture', buildCaptureCommand({ quantity: 50 }), 90, 'tokens given back'],
  ['a full capture', buildCaptureCommand(), 80, undefined],
  ['a capture with a key', buildCaptureCommand({ idempotencyKey: 'capture' }), 80, undefined],
  ['an extension with a key', buildExtendCommand({ idempotencyKey: 'extend' }), 80, undefined],
  ['an adjustment', buildAdjustCommand(), 87, 'balance adjusted'],
  ['a larger plan', buildChangePlanCommand(), 580, 'tokens granted'],
  ['a refund', buildRefundCommand({ chargeId: chargeIdOf('paid') }), 90, 'tokens refunded'],
];
const passingFaults: [string, ...Fault[]][] = [
  ['a lost reply', 'reply lost'],
  ['a lost request, a conflict and a lost reply', 'request lost', 'conflict', 'reply lost'],
  ['a time-out', 'reply timed out'],
  ['a server error', 'server error'],
  ['a lost request', 'request lost'],
  ['two lost replies', 'reply lost', 'reply timed out'],
  ['five conflicts', ...Array<Fault>(5).fill('conflict')],
];

describe.each([
  [1, passingFaults],
  // The SDK's own tries come first here; most faults end there.
  [3, passingFaults.slice(0, 3)],
])('with %i tries of the SDK for each call', (maxAttempts, faultRows) => {
  describe.each(commands)('%s', (_, command, balance, message) => {
    it.each(faultRows)('is carried out once in spite of %s', async (_title, ...faults) => {
      const scene = await buildScene({ writes: firstCalls(...faults) }, { maxAttempts });
      const { accountId, bench, sound } = scene;

      const answer = await bench.execute({ ...command, accountId });
      // Our own lost reply is no replay: it was this call that did it.
      expect(answer.isReplay).toBe(false);
      const verdict = await sound.verify(accountId);
      expect(verdict).toMatchObject({ problems: [], balance });
      const line = { level: 'info', message, fields: { balanceAfter: balance } };
      expect(storyOf(bench)).toMatchObject(message ? [line] : []);

      const again = await sound.execute({ ...command, accountId });
      expect(again).toEqual({ ...answer, isReplay: true });
      expect(await sound.verify(accountId)).toEqual(verdict);
    });
  });

  it('spends the last tokens once when the reply is lost', async () => {
    const scene = await buildScene({ writes: firstCalls('reply lost') }, { maxAttempts });
    const { accountId, bench, sound } = scene;
    const answer = await bench.execute(buildChargeCommand({ accountId, quantity: 80 }));
    expect(answer).toMatchObject({ balanceAfter: 0, isReplay: false });
    expect(await sound.verify(accountId)).toMatchObject({ problems: [], balance: 0 });
  });

  it('opens a missing balance once when the reply is lost', async () => {
    const { bench, sound } = await buildScene(
      { writes: firstCalls('reply lost') },
      { maxAttempts },
    );
    const accountId = await putAccount(table);
    const answer = await bench.execute(buildChargeCommand({ accountId }));
    expect(answer).toMatchObject({ balanceAfter: 99, isReplay: false });
    expect(storyOf(bench).map((line) => line.message)).toEqual([
      'balance missing, opened',
      'tokens deducted',
    ]);
    expect(await sound.verify(accountId)).toMatchObject({ problems: [], entryCount: 2 });
  });
});

it('says how many races a command lost before it got through', async () => {
  const { accountId, bench } = await buildScene({
    writes: firstCalls('conflict', 'conflict', 'conflict'),
  });
  await bench.execute(buildChargeCommand({ accountId }));
  expect(bench.log.lines).toContainEqual({
    level: 'info',
    message: 'races lost',
    fields: { accountId, count: 3 },
  });
});

describe('a database that refuses or is gone', () => {
  it.each<[string, string, { writes?: FaultPlan; reads?: FaultPlan }]>([
    ['throttles', 'ledger_unavailable', { writes: everyCall('throttled') }],
    ['cannot be reached', 'ledger_unavailable', { writes: everyCall('request lost') }],
    ['cannot be read', 'ledger_unavailable', { reads: everyCall('request lost') }],
    ['conflicts without end', 'account_busy', { writes: everyCall('conflict') }],
  ])('that %s answers %s, and nothing is written', async (_, code, plan) => {
    const { accountId, bench, sound } = await buildScene(plan, { random: () => 0.999 });
    const before = await sound.verify(accountId);
    for (const [, command] of commands) {
      const failing = bench.execute({ ...command, accountId });
      await expect(failing).rejects.toMatchObject({
        code,
        retryAfterSeconds: expect.any(Number),
      });
    }
    expect(bench.log.lines).toEqual([]);
    expect(await sound.verify(accountId)).toEqual(before);
    const again = await sound.execute(buildChargeCommand({ accountId }));
    expect(again).toMatchObject({ balanceAfter: 79, isReplay: false });
  });

  it('is not asked again at once when it throttles', async () => {
    const { accountId, bench, writeCount } = await buildScene({ writes: everyCall('throttled') });
    await expect(bench.execute(buildChargeCommand({ accountId }))).rejects.toThrow();
    expect(writeCount()).toBe(1);
  });

  it('is not written to when it cannot be read', async () => {
    const { accountId, bench, writeCount } = await buildScene({ reads: everyCall('request lost') });
    await expect(bench.execute(buildChargeCommand({ accountId }))).rejects.toThrow();
    expect(writeCount()).toBe(0);
  });

  it('ends the tries by their number when waits are short', async () => {
    const scene = await buildScene({ writes: everyCall('conflict') }, { random: () => 0 });
    const charge = scene.bench.execute(buildChargeCommand({ accountId: scene.accountId }));
    await expect(charge).rejects.toMatchObject({ code: 'account_busy' });
    expect(scene.writeCount()).toBe(limits.ledgerAttemptCount);
    expect(scene.waitedMs()).toBe(0);
  });

  it('ends the tries by the deadline when waits are long', async () => {
    const scene = await buildScene({ writes: everyCall('conflict') }, { random: () => 0.999 });
    const charge = scene.bench.execute(buildChargeCommand({ accountId: scene.accountId }));
    await expect(charge).rejects.toMatchObject({ code: 'account_busy' });
    expect(scene.writeCount()).toBeLessThan(limits.ledgerAttemptCount);
    expect(scene.waitedMs()).toBeGreaterThan(limits.ledgerDeadlineMs);
    expect(scene.waitedMs()).toBeLessThan(limits.ledgerDeadlineMs + limits.ledgerBackoffCapMs);
  });

  it('leaves a charge that was written but never heard of to the next try with its key', async () => {
    const { accountId, bench, sound } = await buildScene({
      writes: firstCalls('reply lost'),
      reads: (call) => (call > 1 ? 'request lost' : undefined),
    });
    const command = buildChargeCommand({ accountId });
    await expect(bench.execute(command)).rejects.toMatchObject({ code: 'ledger_unavailable' });
    expect(await sound.execute(command)).toMatchObject({ balanceAfter: 79, isReplay: true });
    expect(await sound.verify(accountId)).toMatchObject({ problems: [], balance: 79 });
  });
});
