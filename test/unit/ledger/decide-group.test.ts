import { describe, expect, it } from 'vitest';
import { decideGroup } from '../../../functions/ledger/commit/decide-group.ts';
import type { LedgerCommand } from '../../../functions/ledger/commands.ts';
import {
  buildCharge,
  buildChargeCommand,
  buildEntry,
  buildGrantCommand,
  buildRefundCommand,
  buildReleaseCommand,
  buildState,
  testTime,
} from '../../support/ledger-builders.ts';
import { createTasks } from '../../support/ledger-group.ts';

const facts = {
  stored: { kind: 'sound' as const, state: buildState() },
  lastEntry: null,
  periodEntry: null,
  charges: new Map(),
  records: new Map(),
};
const decideAll = (
  commands: readonly LedgerCommand[],
  known: Partial<typeof facts> = {},
  now = testTime,
) => decideGroup({ ...facts, ...known }, createTasks(commands), now);
const charge = (key: string, quantity = 1) => buildChargeCommand({ idempotencyKey: key, quantity });
const kindsOf = ({ outcomes }: ReturnType<typeof decideGroup>) =>
  outcomes.map(({ decision }) => decision.kind);

describe('a group of commands', () => {
  it('is decided in order, each on what the one before it left', () => {
    const { commit, outcomes, rest } = decideAll([charge('a'), charge('b', 2), charge('c', 3)]);
    expect(commit.entries.map(({ sequence, balanceAfter }) => [sequence, balanceAfter])).toEqual([
      [2, 99],
      [3, 97],
      [4, 94],
    ]);
    expect(commit.state).toMatchObject({ version: 4, available: 94, usedThisPeriod: 6 });
    expect(commit.newCharges).toHaveLength(3);
    expect(outcomes.map(({ decision }) => decision)).toMatchObject([
      { answer: { balanceAfter: 99 } },
      { answer: { balanceAfter: 97 } },
      { answer: { balanceAfter: 94 } },
    ]);
    expect(rest).toEqual([]);
  });

  it('goes on past a command that is refused', () => {
    const decided = decideAll([charge('a', 60), charge('b', 60), charge('c', 40)]);
    expect(kindsOf(decided)).toEqual(['commit', 'refuse', 'commit']);
    expect(decided.commit.state).toMatchObject({ version: 3, available: 0 });
  });

  it('answers a key that it has met before in the same group', () => {
    const decided = decideAll([
      charge('a'),
      charge('a'),
      charge('a', 2),
      buildGrantCommand(),
      buildGrantCommand(),
    ]);
    expect(kindsOf(decided)).toEqual(['commit', 'answer', 'refuse', 'commit', 'answer']);
    expect(decided.outcomes[1]?.decision).toMatchObject({ answer: { isReplay: true } });
    expect(decided.commit.newCharges).toHaveLength(1);
    expect(decided.commit.newRecords).toHaveLength(1);
  });

  it('writes nothing when all of them are refused', () => {
    const { commit } = decideAll([charge('a', 101), charge('b', 102)]);
    expect(commit).toEqual({
      state: null,
      entries: [],
      newCharges: [],
      chargeChanges: [],
      newRecords: [],
    });
  });

  it('leaves to the next commit what would touch a charge twice', () => {
    const paid = buildCharge({ kind: 'charge', status: 'captured', capturedTokens: 20 });
    const refund = (idempotencyKey: string) =>
      buildRefundCommand({ idempotencyKey, chargeId: paid.chargeId, tokens: 5 });
    const charges = new Map([[paid.chargeId, paid]]);
    const { commit, outcomes, rest } = decideAll([refund('a'), refund('b'), charge('c')], {
      charges,
    });
    expect(commit.chargeChanges).toHaveLength(1);
    expect(outcomes).toHaveLength(1);
    expect(rest.map(({ command }) => command)).toEqual([refund('b'), charge('c')]);
  });

  it('leaves to the next commit what no transaction has room for', () => {
    const commands = Array.from({ length: 60 }, (_, index) => charge(`charge ${index}`));
    const { commit, outcomes, rest } = decideAll(commands);
    // The state, 49 entries and their 49 charges: one more pair would be 101 actions.
    expect([commit.entries.length, outcomes.length, rest.length]).toEqual([49, 49, 11]);
  });

  it('changes a charge alone where no token moves', () => {
    const hold = buildCharge();
    const charges = new Map([[hold.chargeId, hold]]);
    const capture = { ...buildReleaseCommand(), kind: 'capture' as const };
    const { commit } = decideAll([capture], { charges });
    expect(commit).toMatchObject({ state: null, entries: [], newCharges: [], newRecords: [] });
    expect(commit.chargeChanges).toMatchObject([{ to: { status: 'captured' } }]);
  });
});

describe('a group that finds years to settle first', () => {
  const later = '2036-03-01T12:00:00.000Z';

  it('commits a part of them, for nobody, and leaves every command to the next commit', () => {
    const { commit, outcomes, rest } = decideAll([charge('a'), charge('b')], {}, later);
    expect(commit.entries).toHaveLength(40);
    expect(commit.state?.period.number).toBe(20);
    expect([outcomes.length, rest.length]).toEqual([0, 2]);
  });

  it('says that it repaired the balance on the way', () => {
    const { repair, commit, rest } = decideGroup(
      { ...facts, stored: { kind: 'absent' }, lastEntry: buildEntry(), periodEntry: buildEntry() },
      createTasks([charge('a')]),
      later,
    );
    expect(repair).toEqual({ found: 'absent', opened: null });
    expect(commit.entries[0]).toMatchObject({ sequence: 2, kind: 'adjustment', tokens: 0 });
    expect(rest).toHaveLength(1);
  });
});
