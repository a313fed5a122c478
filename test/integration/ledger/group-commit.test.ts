import { beforeAll, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { isAppError } from '../../../functions/app-error.ts';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import type { LedgerCommand } from '../../../functions/ledger/commands.ts';
import { keys } from '../../../functions/store/keys.ts';
import { putAccount } from '../../support/ledger-account.ts';
import {
  createLedgerBench,
  createLedgerBenches,
  type LedgerBench,
} from '../../support/ledger-bench.ts';
import {
  buildChargeCommand,
  buildGrantCommand,
  buildHoldCommand,
  buildRefundCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { createLedgerDamage } from '../../support/ledger-damage.ts';
import {
  createFaultyDocuments,
  everyCall,
  type FaultPlan,
  firstCalls,
} from '../../support/ledger-faulty-documents.ts';
import { readAllEntries } from '../../support/ledger-items.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

/** A ledger whose writes are counted, and go wrong as planned. */
function createCountedBench(writes?: FaultPlan) {
  const faulty = createFaultyDocuments(table.endpoint, { writes }, { maxAttempts: 1 });
  const { documents, writeCount } = faulty;
  const wait = async () => {};
  return { bench: createLedgerBench({ ...table, documents }, { wait }), writeCount };
}

const chargesOf = (accountId: string, count: number) =>
  Array.from({ length: count }, (_, index) =>
    buildChargeCommand({ accountId, idempotencyKey: `message ${index}` }),
  );

/** What came of each command: its balance, or the code of its refusal. */
async function outcomesOf(bench: LedgerBench, commands: readonly LedgerCommand[]) {
  const outcomes = await Promise.allSettled(commands.map((command) => bench.execute(command)));
  return outcomes.map((outcome) => {
    if (outcome.status === 'fulfilled') return outcome.value;
    return isAppError(outcome.reason) ? outcome.reason.code : String(outcome.reason);
  });
}

describe('commands that wait for one account', () => {
  it('are committed together, each with an answer of its own', async () => {
    const accountId = await putAccount(table);
    const { bench, writeCount } = createCountedBench();
    const answers = await Promise.all(chargesOf(accountId, 40).map(bench.execute));
    expect(answers.map((answer) => answer.balanceAfter)).toEqual(
      Array.from({ length: 40 }, (_, index) => 99 - index),
    );
    expect(writeCount()).toBe(1);
    const entries = await readAllEntries(bench.reader, accountId);
    expect(entries.map(({ sequence }) => sequence)).toEqual(
      Array.from({ length: 41 }, (_, index) => index + 1),
    );
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 60 });
    expect(bench.log.lines.filter(({ message }) => message === 'tokens deducted')).toHaveLength(40);
  });

  it('may be switched off', async () => {
    const accountId = await putAccount(table);
    const faulty = createFaultyDocuments(table.endpoint, {}, { maxAttempts: 1 });
    const bench = createLedgerBench(
      { ...table, documents: faulty.documents },
      { groupCommandCount: 1 },
    );
    await Promise.all(chargesOf(accountId, 5).map(bench.execute));
    expect(faulty.writeCount()).toBe(5);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 95 });
  });

  it('of every kind share one commit', async () => {
    const accountId = await putAccount(table);
    const { bench, writeCount } = createCountedBench();
    await bench.execute(buildHoldCommand({ accountId }));
    await bench.execute(buildChargeCommand({ accountId }));
    const before = writeCount();
    const outcomes = await outcomesOf(bench, [
      buildReleaseCommand({ accountId }),
      buildRefundCommand({ accountId }),
      buildGrantCommand({ accountId }),
      buildHoldCommand({ accountId, idempotencyKey: 'another' }),
    ]);
    expect(outcomes).toMatchObject([
      { balanceAfter: 99 },
      { balanceAfter: 100 },
      { balanceAfter: 600 },
      { balanceAfter: 580 },
    ]);
    expect(writeCount() - before).toBe(1);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], balance: 580 });
  });

  it('are all answered when 1,200 of them wait', async () => {
    const accountId = await putAccount(table);
    const { bench, writeCount } = createCountedBench();
    await bench.execute(buildGrantCommand({ accountId, tokens: 2_000 }));
    const answers = await Promise.all(chargesOf(accountId, 1_200).map(bench.execute));
    expect(answers.every(({ isReplay }) => !isReplay)).toBe(true);
    expect(new Set(answers.map(({ sequence }) => sequence)).size).toBe(1_200);
    expect(writeCount()).toBe(1 + 1_200 / limits.groupCommandCount);
    expect(await bench.reader.readState(accountId)).toMatchObject({ state: { available: 900 } });
  });

  it('are turned away, and not carried out, when too many wait already', async () => {
    const accountId = await putAccount(table);
    const reads = everyCall('request lost');
    const { documents } = createFaultyDocuments(table.endpoint, { reads }, { maxAttempts: 1 });
    const bench = createLedgerBench({ ...table, documents });
    const outcomes = await outcomesOf(bench, chargesOf(accountId, limits.waitingCommandCount + 3));
    expect(outcomes.slice(-3)).toEqual(Array(3).fill('account_busy'));
    expect(new Set(outcomes.slice(0, -3))).toEqual(new Set(['ledger_unavailable']));
  });
});

describe('a command among others', () => {
  it('that is refused does not hurt them', async () => {
    const accountId = await putAccount(table);
    const { bench } = createCountedBench();
    const outcomes = await outcomesOf(bench, [
      buildChargeCommand({ accountId, idempotencyKey: 'a' }),
      buildChargeCommand({ accountId, idempotencyKey: 'too much', quantity: 500 }),
      buildChargeCommand({ accountId, idempotencyKey: 'wrong', service: 'no_such_service' }),
      buildReleaseCommand({ accountId, chargeId: chargeIdOf('no hold') }),
      buildChargeCommand({ accountId, idempotencyKey: 'b' }),
    ]);
    expect(outcomes).toMatchObject([
      { balanceAfter: 99 },
      'insufficient_tokens',
      'service_unknown',
      'hold_not_found',
      { balanceAfter: 98 },
    ]);
    expect(await bench.verify(accountId)).toMatchObject({ problems: [], entryCount: 3 });
  });

  it.each([
    ['a release', (accountId: string) => buildReleaseCommand({ accountId })],
    ['the same key again', (accountId: string) => buildHoldCommand({ accountId })],
  ])('whose charge cannot be read fails alone: %s', async (_, poisonedOf) => {
    const accountId = await putAccount(table);
    const { bench } = createCountedBench();
    await bench.execute(buildHoldCommand({ accountId }));
    await createLedgerDamage(table).edit(keys.charge(accountId, chargeIdOf('hold-key')), {
      slices: 'not slices',
    });
    const outcomes = await outcomesOf(bench, [
      buildChargeCommand({ accountId, idempotencyKey: 'a' }),
      poisonedOf(accountId),
      buildChargeCommand({ accountId, idempotencyKey: 'b' }),
    ]);
    expect(outcomes).toMatchObject([{ balanceAfter: 79 }, 'internal', { balanceAfter: 78 }]);
  });
});

describe('a commit of many', () => {
  it.each([['reply lost'], ['reply timed out'], ['request lost'], ['conflict']] as const)(
    'charges each once in spite of a %s',
    async (fault) => {
      const accountId = await putAccount(table);
      const { bench } = createCountedBench(firstCalls(fault));
      const commands = chargesOf(accountId, 20);
      const answers = await Promise.all(commands.map(bench.execute));
      expect(answers.map(({ balanceAfter }) => balanceAfter)).toEqual(
        Array.from({ length: 20 }, (_, index) => 99 - index),
      );
      // Our own lost reply is no replay, and every deduction is in the log once.
      expect(answers.every(({ isReplay }) => !isReplay)).toBe(true);
      expect(bench.log.lines.filter(({ message }) => message === 'tokens deducted')).toHaveLength(
        20,
      );
      expect(await bench.verify(accountId)).toMatchObject({ problems: [], entryCount: 21 });
      const again = await Promise.all(commands.map(createLedgerBench(table).execute));
      expect(again).toEqual(answers.map((answer) => ({ ...answer, isReplay: true })));
    },
  );

  it('that nobody hears of fails for all, and their keys decide later', async () => {
    const accountId = await putAccount(table);
    const { bench } = createCountedBench(firstCalls('throttled'));
    const commands = chargesOf(accountId, 3);
    expect(await outcomesOf(bench, commands)).toEqual(Array(3).fill('ledger_unavailable'));
    const answers = await outcomesOf(bench, commands);
    expect(answers).toMatchObject([
      { balanceAfter: 99 },
      { balanceAfter: 98 },
      { balanceAfter: 97 },
    ]);
  });
});

it('lets ledgers in competition charge every key once, though each remembers an old state', async () => {
  const accountId = await putAccount(table);
  const benches = createLedgerBenches(table, 3);
  for (const bench of benches) {
    const idempotencyKey = `warm ${benches.indexOf(bench)}`;
    await bench.execute(buildChargeCommand({ accountId, idempotencyKey }));
  }
  const rounds = await Promise.all(
    benches.flatMap((bench) => chargesOf(accountId, 15).map(bench.execute)),
  );
  expect(rounds.filter(({ isReplay }) => !isReplay)).toHaveLength(15);
  expect(await benches[0].verify(accountId)).toMatchObject({
    problems: [],
    balance: 82,
    entryCount: 19,
  });
});
