import { beforeAll, describe, expect, it } from 'vitest';
import { errorCatalogue, type ErrorCode } from '../../../shared/error-catalogue.ts';
import { chargeIdOf } from '../../../functions/ledger/charge-record.ts';
import type { SettleCommand } from '../../../functions/ledger/commands.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, createLedgerBenches } from '../../support/ledger-bench.ts';
import {
  buildCaptureCommand,
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
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

describe('settling a hold', () => {
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
