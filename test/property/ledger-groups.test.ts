import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limits } from '../../shared/limits.ts';
import type { GroupCommit } from '../../functions/ledger/commit/decide-group.ts';
import {
  commandArbitrary,
  commandsArbitrary,
  timedCommandsArbitrary,
} from '../support/ledger-arbitraries.ts';
import { createTasks, runInGroups, runOneByOne } from '../support/ledger-group.ts';
import { expectInvariants } from '../support/ledger-invariants.ts';
import { createMemoryLedger } from '../support/ledger-memory.ts';
import { testTime } from '../support/ledger-builders.ts';

/** Days by which the group comes after the history: now and then years. */
const daysArbitrary = fc.constantFrom(0, 0, 1, 40, 400, 3_000);
const day = 24 * 60 * 60 * 1000;

it('decides a group as it would decide its commands one after the other', () => {
  fc.assert(
    fc.property(
      timedCommandsArbitrary(12),
      commandsArbitrary(48, commandArbitrary),
      daysArbitrary,
      (history, commands, days) => {
        const ledger = createMemoryLedger();
        for (const { command, now } of history) ledger.execute(command, now);
        const last = history.at(-1)?.now ?? testTime;
        const now = new Date(Date.parse(last) + days * day).toISOString();
        const tasks = createTasks(commands);

        const grouped = runInGroups(ledger.items(), tasks, now);
        const single = runOneByOne(ledger.items(), tasks, now);
        expect(grouped.outcomes).toEqual(single.outcomes);
        expect(grouped.items).toEqual(single.items);
        expectInvariants(grouped.items);
        for (const commit of grouped.commits) expectOneTransaction(commit);
      },
    ),
    { numRuns: 300 },
  );
}, 120_000);

/** DynamoDB takes so many actions at most, and none of them twice on the same item. */
function expectOneTransaction(commit: GroupCommit): void {
  const items = [
    ...(commit.state === null ? [] : ['state']),
    ...commit.entries.map((entry) => `entry ${entry.sequence}`),
    ...commit.newCharges.map((charge) => `charge ${charge.chargeId}`),
    ...commit.chargeChanges.map(({ to }) => `charge ${to.chargeId}`),
    ...commit.newRecords.map((record) => `record ${record.keyHash}`),
  ];
  expect(new Set(items).size).toBe(items.length);
  expect(items.length).toBeLessThanOrEqual(limits.transactionActionCount);
}
