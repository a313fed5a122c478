import type { Answer, Decision } from '../../functions/ledger/decision.ts';
import type { LedgerCommand } from '../../functions/ledger/commands.ts';
import { decide } from '../../functions/ledger/decide/decide.ts';
import {
  decideGroup,
  type Facts,
  type GroupCommit,
} from '../../functions/ledger/commit/decide-group.ts';
import {
  chargeIdFor,
  createOwnTask,
  recordKeyFor,
  type Task,
} from '../../functions/ledger/commit/task.ts';
import type { LedgerItems } from './ledger-memory.ts';

export type GroupOutcome = Answer | { readonly refused: string };

/** Tasks for commands, in order, for which nobody waits. */
export const createTasks = (commands: readonly LedgerCommand[]): Task[] =>
  commands.map((command) => createOwnTask(command, Number.POSITIVE_INFINITY));

/** An account's items as the facts of a decision, none of them unknown. */
export const factsOf = ({ stored, entries, charges, records }: LedgerItems): Facts => ({
  stored,
  lastEntry: stored.kind === 'sound' ? null : (entries.at(-1) ?? null),
  periodEntry: null,
  charges,
  records,
});

const emptyCommit: GroupCommit = {
  state: null,
  entries: [],
  newCharges: [],
  chargeChanges: [],
  newRecords: [],
};

/** The items after a commit, as the table would hold them. */
export function applyCommit(items: LedgerItems, commit: Partial<GroupCommit>): LedgerItems {
  const { state, entries, newCharges, chargeChanges, newRecords } = { ...emptyCommit, ...commit };
  const charges = [...newCharges, ...chargeChanges.map(({ to }) => to)];
  return {
    stored: state === null ? items.stored : { kind: 'sound', state },
    entries: [...items.entries, ...entries],
    charges: new Map([...items.charges, ...charges.map((one) => [one.chargeId, one] as const)]),
    records: new Map([...items.records, ...newRecords.map((one) => [one.keyHash, one] as const)]),
  };
}

/** Decides tasks in groups, commit after commit, until each has its outcome. */
export function runInGroups(items: LedgerItems, tasks: readonly Task[], now: string) {
  let current = items;
  let rest = tasks;
  const commits: GroupCommit[] = [];
  const outcomes = new Map<Task, GroupOutcome>();
  while (rest.length > 0) {
    const decided = decideGroup(factsOf(current), rest, now);
    for (const { task, decision } of decided.outcomes) outcomes.set(task, outcomeOf(decision));
    current = applyCommit(current, decided.commit);
    commits.push(decided.commit);
    rest = decided.rest;
  }
  return { items: current, commits, outcomes: tasks.map((task) => outcomes.get(task)) };
}

/** Decides the same tasks one after the other, each on what the one before it left. */
export function runOneByOne(items: LedgerItems, tasks: readonly Task[], now: string) {
  let current = items;
  const outcomes = tasks.map((task) => {
    for (;;) {
      const decision = decideAlone(current, task, now);
      current = applyCommit(current, writesOf(decision));
      if (decision.kind !== 'settle time') return outcomeOf(decision);
    }
  });
  return { items: current, outcomes };
}

function decideAlone(items: LedgerItems, { command, writtenBy }: Task, now: string): Decision {
  const { stored, lastEntry, charges, records } = factsOf(items);
  const charge = charges.get(chargeIdFor(command) ?? '') ?? null;
  const record = records.get(recordKeyFor(command) ?? '') ?? null;
  return decide({ stored, lastEntry, charge, record, now, writtenBy }, command);
}

function writesOf(decision: Decision): Partial<GroupCommit> {
  switch (decision.kind) {
    case 'settle time':
      return { state: decision.state, entries: decision.entries };
    case 'commit':
      return {
        state: decision.state,
        entries: decision.entries,
        newCharges: decision.newCharge ? [decision.newCharge] : [],
        chargeChanges: decision.chargeChange ? [decision.chargeChange] : [],
        newRecords: decision.newRecord ? [decision.newRecord] : [],
      };
    case 'change charge':
      return {
        chargeChanges: decision.chargeChange ? [decision.chargeChange] : [],
        newRecords: decision.newRecord ? [decision.newRecord] : [],
      };
    default:
      return {};
  }
}

function outcomeOf(decision: Exclude<Decision, { kind: 'settle time' }>): GroupOutcome {
  return decision.kind === 'refuse' ? { refused: decision.code } : decision.answer;
}
