import { beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue, type ErrorCode } from '../../../shared/error-catalogue.ts';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import type { SettleCommand } from '../../../functions/ledger/commands.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, createLedgerBenches } from '../../support/ledger-bench.ts';
import {
  buildCaptureCommand,
  buildChargeCommand,
  buildExpireCommand,
  buildExtendCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { createLedgerDamage } from '../../support/ledger-damage.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const raceCount = 20;

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

async function buildHeld() {
  const accountId = await putAccount(table);
  const bench = createLedgerBench(table);
  const hold = await bench.execute(buildHoldCommand({ accountId }));
  return { accountId, bench, hold };
}

describe('a capture and a release of the same hold', () => {
  it.each([
    ['all', undefined, 20],
    ['a part', 50, 10],
  ])('exclude each other when %s is captured', async (_, quantity, kept) => {
    const accountId = await putAccount(table);
    const [one, other] = createLedgerBenches(table, 2);
    await one.execute(buildGrantCommand({ accountId, tokens: 400 }));
    let balance = 500;
    for (let race = 0; race < raceCount; race++) {
      const idempotencyKey = `hold ${race}`;
      await one.execute(buildHoldCommand({ accountId, idempotencyKey }));
      const settling = { accountId, chargeId: chargeIdOf(idempotencyKey) };
      const capture = buildCaptureCommand({ ...settling, quantity });
      const release = buildReleaseCommand(settling);
      const [captured, released] = await Promise.allSettled([
        one.execute(capture),
        (other ?? one).execute(release),
      ]);

      const [won, lost] =
        captured.status === 'fulfilled' ? [captured, released] : [released, captured];
      expect(won).toMatchObject({ status: 'fulfilled', value: { isReplay: false } });
      const code = won === captured ? 'hold_captured' : 'hold_released';
      expect(lost).toMatchObject({ status: 'rejected', reason: { code } });
      balance -= won === captured ? kept : 0;
      expect(await one.reader.readState(accountId)).toMatchObject({
        state: { available: balance },
      });
    }
    expect(await one.verify(accountId)).toMatchObject({ problems: [], balance });
  });

  it('happen once when each is sent by four ledgers at the same moment', async () => {
    const { accountId, bench } = await buildHeld();
    const benches = createLedgerBenches(table, 4);
    const release = buildReleaseCommand({ accountId });
    const answers = await Promise.all(benches.map((each) => each.execute(release)));
    expect(answers.filter((answer) => !answer.isReplay)).toHaveLength(1);
    expect(answers.map((answer) => answer.balanceAfter)).toEqual([100, 100, 100, 100]);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], entryCount: 3 });
  });
});

describe('a hold whose deadline has passed', () => {
  const overdue = { now: () => new Date('2026-03-01T12:15:00.000Z') };

  it('is either captured or expired, and paid for either way, when both happen at once', async () => {
    const accountId = await putAccount(table);
    const [early, worker, sweeper] = [
      createLedgerBench(table),
      createLedgerBench(table, overdue),
      createLedgerBench(table, overdue),
    ];
    await early.execute(buildGrantCommand({ accountId, tokens: 400 }));
    for (let race = 0; race < raceCount; race++) {
      const idempotencyKey = `hold ${race}`;
      await early.execute(buildHoldCommand({ accountId, idempotencyKey }));
      const settling = { accountId, chargeId: chargeIdOf(idempotencyKey) };
      const [captured, expired] = await Promise.all([
        worker.execute(buildCaptureCommand(settling)),
        sweeper.execute(buildExpireCommand(settling)),
      ]);
      expect(captured).toMatchObject({ status: 'captured', capturedTokens: 20 });
      expect(['captured', 'expired']).toContain(expired.status);
    }
    const verdict = await early.verify(accountId);
    expect(verdict).toMatchObject({ problems: [], balance: 500 - raceCount * 20 });
  });

  it('is expired by nobody once it was extended', async () => {
    const { accountId } = await buildHeld();
    const bench = createLedgerBench(table, overdue);
    const extended = await bench.execute(buildExtendCommand({ accountId, holdSeconds: 60 }));
    expect(extended.expiresAt).toBe('2026-03-01T12:16:00.000Z');
    const expiring = bench.execute(buildExpireCommand({ accountId }));
    await expect(expiring).rejects.toMatchObject({ code: 'hold_not_due' });
    expect(await bench.reader.readOpenCharges(accountId)).toMatchObject([
      { expiresAtEpochSeconds: Date.parse(extended.expiresAt) / 1000 },
    ]);
  });

  it('is collected late, or owed in the log where the balance no longer covers it', async () => {
    const { accountId } = await buildHeld();
    const bench = createLedgerBench(table, overdue);
    await bench.execute(buildHoldCommand({ accountId, idempotencyKey: 'other' }));
    await bench.execute(buildExpireCommand({ accountId }));
    await bench.execute(buildChargeCommand({ accountId, quantity: 70 }));
    const late = buildCaptureCommand({ accountId, quantity: 50 });
    expect(await bench.execute(late)).toMatchObject({ status: 'captured', balanceAfter: 0 });
    const later = createLedgerBench(table, { now: () => new Date('2026-03-01T13:00:00.000Z') });
    const other = { accountId, chargeId: chargeIdOf('other') };
    await later.execute(buildExpireCommand(other));
    await later.execute(buildChargeCommand({ accountId, idempotencyKey: 'rest', quantity: 20 }));
    const owed = await later.execute(buildCaptureCommand(other));
    expect(owed).toMatchObject({ status: 'uncollected', capturedTokens: 0 });
    expect(later.log.lines).toContainEqual({
      level: 'error',
      message: 'tokens uncollected',
      fields: expect.objectContaining({ accountId, owed: 20, chargeId: other.chargeId }),
    });
    expect(await later.verify(accountId)).toMatchObject({ problems: [], balance: 0 });
  });
});

describe('settling a hold', () => {
  it('in full leaves the state as it is, whoever writes to it meanwhile', async () => {
    const { accountId, bench } = await buildHeld();
    const before = await bench.reader.readState(accountId);
    await bench.execute(buildCaptureCommand({ accountId, idempotencyKey: 'capture' }));
    expect(await bench.reader.readState(accountId)).toEqual(before);
    const damage = createLedgerDamage(table);
    await damage.dropState(accountId);
    const again = buildCaptureCommand({ accountId, idempotencyKey: 'capture' });
    expect(await bench.execute(again)).toMatchObject({ capturedTokens: 20, isReplay: true });
  });

  it.each([
    ['capture', buildCaptureCommand({ idempotencyKey: 'k' }), 'hold_captured'],
    ['partial capture', buildCaptureCommand({ idempotencyKey: 'k', quantity: 7 }), 'hold_captured'],
    ['release', buildReleaseCommand({ idempotencyKey: 'k' }), 'hold_released'],
  ])('by a %s with a key answers it again, and no other key', async (_, settlement, code) => {
    const { accountId } = await buildHeld();
    const command = { ...settlement, accountId };
    const benches = createLedgerBenches(table, 3);
    const answers = await Promise.all(benches.map((bench) => bench.execute(command)));
    expect(answers.filter(({ isReplay }) => !isReplay)).toHaveLength(1);
    expect(
      new Set(answers.map((answer) => JSON.stringify({ ...answer, isReplay: null }))).size,
    ).toBe(1);
    const other = benches[0].execute({ ...command, idempotencyKey: 'another' });
    await expect(other).rejects.toMatchObject({ code });
  });

  it('leaves the balance alone when all is captured, and frees the due index', async () => {
    const { accountId, bench } = await buildHeld();
    expect(await bench.reader.readOpenCharges(accountId)).toHaveLength(1);
    const capture = buildCaptureCommand({ accountId });
    expect(await bench.execute(capture)).toMatchObject({ capturedTokens: 20, balanceAfter: null });
    expect(await bench.reader.readOpenCharges(accountId)).toEqual([]);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], entryCount: 2 });
  });

  it('gives the rest of a partial capture back to the buckets it came from', async () => {
    const accountId = await putAccount(table);
    const bench = createLedgerBench(table);
    const grant = buildGrantCommand({ accountId, tokens: 50, bucket: 'purchase' });
    await bench.execute(grant);
    await bench.execute(buildHoldCommand({ accountId, quantity: 600 }));
    await bench.execute(buildCaptureCommand({ accountId, quantity: 525 }));
    const stored = await bench.reader.readState(accountId);
    expect(stored).toMatchObject({
      state: {
        available: 45,
        usedThisPeriod: 105,
        buckets: [{ kind: 'purchase', remaining: 45 }],
      },
    });
    expect(await bench.verify(accountId)).toMatchObject({ problems: [] });
  });

  it.each([
    ['all', buildCaptureCommand()],
    ['a part', buildCaptureCommand({ quantity: 7 })],
    ['nothing', buildReleaseCommand()],
  ])('answers the same again when %s was kept', async (_, settlement) => {
    const { accountId, bench } = await buildHeld();
    const command = { ...settlement, accountId };
    const first = await bench.execute(command);
    await bench.execute(buildChargeCommand({ accountId }));
    expect(await createLedgerBench(table).execute(command)).toEqual({ ...first, isReplay: true });
  });

  it('shows in a replay of the hold', async () => {
    const { accountId, bench, hold } = await buildHeld();
    await bench.execute(buildReleaseCommand({ accountId }));
    const again = await bench.execute(buildHoldCommand({ accountId }));
    expect(again).toEqual({ ...hold, status: 'released', isReplay: true });
  });

  it.each<[ErrorCode, number, SettleCommand]>([
    ['hold_not_found', 404, buildCaptureCommand({ chargeId: chargeIdOf('unknown') })],
    ['hold_not_found', 404, buildReleaseCommand({ chargeId: chargeIdOf('charge-key') })],
    ['capture_above_hold', 422, buildCaptureCommand({ quantity: 101 })],
    ['amount_invalid', 422, buildCaptureCommand({ quantity: 0.5 })],
  ])('answers %s (%i) and writes nothing', async (code, status, command) => {
    const { accountId, bench } = await buildHeld();
    await bench.execute(buildChargeCommand({ accountId }));
    const failing = bench.execute({ ...command, accountId });
    await expect(failing).rejects.toMatchObject({ code });
    expect(errorCatalogue[code].status).toBe(status);
    expect(await bench.verify(accountId)).toMatchObject({
      problems: [],
      balance: 79,
      entryCount: 3,
    });
    expect(await bench.reader.readOpenCharges(accountId)).toHaveLength(1);
  });
});
