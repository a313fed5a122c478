import fc from 'fast-check';
import { beforeAll, describe, expect, it } from 'vitest';
import { isAppError } from '../../../functions/app-error.ts';
import type { LedgerCommand } from '../../../functions/ledger/commands.ts';
import { putAccount } from '../../support/ledger-account.ts';
import {
  commandArbitrary,
  commandsArbitrary,
  timedCommandsArbitrary,
} from '../../support/ledger-arbitraries.ts';
import {
  createLedgerBench,
  createLedgerBenches,
  type LedgerBench,
} from '../../support/ledger-bench.ts';
import { expectInvariants } from '../../support/ledger-invariants.ts';
import { readLedgerItems } from '../../support/ledger-items.ts';
import { createMemoryLedger, type LedgerItems, type Outcome } from '../../support/ledger-memory.ts';
import { testTime } from '../../support/ledger-builders.ts';
import { createLedgerModel } from '../../support/ledger-model.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

let table: TestTable;
beforeAll(async () => {
  table = await createTestTable();
});

async function outcomeOf(bench: LedgerBench, command: LedgerCommand): Promise<Outcome> {
  try {
    return await bench.execute(command);
  } catch (error) {
    if (!isAppError(error)) throw error;
    return { refused: error.code };
  }
}

async function expectSound(bench: LedgerBench, accountId: string) {
  expectInvariants(await readLedgerItems(bench.reader, accountId));
  expect(await bench.verify(accountId)).toMatchObject({ problems: [] });
}

describe('random commands against the database', () => {
  it('are answered as a plain purse would, by two ledgers in turn', async () => {
    await fc.assert(
      fc.asyncProperty(commandsArbitrary(14), async (commands) => {
        const accountId = await putAccount(table);
        const [one, other = one] = createLedgerBenches(table, 2);
        const model = createLedgerModel();
        for (const [index, command] of commands.entries()) {
          const outcome = await outcomeOf(index % 2 ? other : one, { ...command, accountId });
          expect(outcome).toMatchObject(model.apply(command));
        }
        await expectSound(one, accountId);
        expect((await one.verify(accountId)).balance).toBe(model.balance() ?? 0);
      }),
      { numRuns: 20 },
    );
  });

  it('of every kind are answered as in memory, by one ledger that gathers none', async () => {
    await fc.assert(
      fc.asyncProperty(timedCommandsArbitrary(14), async (timed) => {
        const accountId = await putAccount(table);
        const memory = createMemoryLedger();
        let now = testTime;
        const bench = createLedgerBench(table, { now: () => new Date(now) });
        for (const { command, now: next } of timed) {
          now = next;
          const expected = memory.execute({ ...command, accountId }, now);
          if (isFollowedUp(expected)) return;
          expect(await outcomeOf(bench, { ...command, accountId })).toEqual(expected);
        }
        const { entries, stored } = await readLedgerItems(bench.reader, accountId);
        expect({ entries, stored }).toEqual(pick(memory.items()));
      }),
      { numRuns: 20 },
    );
  });

  it('leave every account sound when they all arrive at the same moment', async () => {
    await fc.assert(
      fc.asyncProperty(commandsArbitrary(30, commandArbitrary), async (commands) => {
        const accountId = await putAccount(table);
        const benches = createLedgerBenches(table, 3);
        const outcomes = await Promise.all(
          commands.map((command, index) =>
            outcomeOf(benches[index % 3] ?? benches[0], { ...command, accountId }),
          ),
        );
        const codes = outcomes.map((outcome) => ('refused' in outcome ? outcome.refused : 'done'));
        expect(codes).not.toContain('account_busy');
        expect(codes).not.toContain('ledger_unavailable');
        expect(codes).not.toContain('internal');
        await expectSound(benches[0], accountId);
      }),
      { numRuns: 15 },
    );
  });
});

/** The database looks for overdue holds before it says this; the plain decision does not. */
const isFollowedUp = (outcome: Outcome) =>
  'refused' in outcome
    ? outcome.refused === 'insufficient_tokens'
    : 'status' in outcome && outcome.status === 'uncollected';
const pick = ({ entries, stored }: LedgerItems) => ({ entries, stored });
