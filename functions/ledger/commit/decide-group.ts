import { limits } from '../../../shared/limits.ts';
import type { AccountState, StoredState } from '../account/account-state.ts';
import type { ChargeRecord, CommandRecord } from '../account/charge-record.ts';
import { decide } from '../decide/decide.ts';
import type { ChargeChange, Decision } from '../decision.ts';
import type { Entry } from '../account/entry.ts';
import type { Repair } from '../decide/repair.ts';
import { chargeIdFor, recordKeyFor, type Task } from './task.ts';

/** What is known of an account and of the commands that wait for it. */
export interface Facts {
  readonly stored: StoredState;
  readonly lastEntry: Entry | null;
  readonly periodEntry: Entry | null;
  /** By charge id; null: read, and there is none. */
  readonly charges: ReadonlyMap<string, ChargeRecord | null>;
  /** By key hash. */
  readonly records: ReadonlyMap<string, CommandRecord | null>;
}

/** What one transaction writes: all of it or nothing. */
export interface GroupCommit {
  readonly state: AccountState | null;
  readonly entries: readonly Entry[];
  readonly newCharges: readonly ChargeRecord[];
  readonly chargeChanges: readonly ChargeChange[];
  readonly newRecords: readonly CommandRecord[];
}

export interface Outcome {
  readonly task: Task;
  readonly decision: Exclude<Decision, { kind: 'settle time' }>;
}

export interface GroupDecision {
  readonly commit: GroupCommit;
  /** Set when time alone was settled, for no command. */
  readonly repair: Repair | null;
  /** What comes of each command, once the commit is written. */
  readonly outcomes: readonly Outcome[];
  /** Commands that no longer fit: for the next commit. */
  readonly rest: readonly Task[];
}

/**
 * Decides commands in order, each on the account that the one before it leaves, for one commit of
 * at most {@link limits.transactionActionCount} actions. No item is written twice in it.
 */
export function decideGroup(facts: Facts, tasks: readonly Task[], now: string): GroupDecision {
  const group = openGroup(facts);
  for (const [index, task] of tasks.entries()) {
    const decision = decideNext(group, task, now);
    if (decision.kind === 'settle time') {
      if (index === 0) addWrites(group, decision);
      return closeGroup(group, tasks.slice(index), index === 0 ? decision.repair : null);
    }
    if (!fits(group, decision)) return closeGroup(group, tasks.slice(index), null);
    addWrites(group, decision);
    group.outcomes.push({ task, decision });
  }
  return closeGroup(group, [], null);
}

interface Group {
  stored: StoredState;
  readonly lastEntry: Entry | null;
  readonly periodEntry: Entry | null;
  readonly charges: Map<string, ChargeRecord | null>;
  readonly records: Map<string, CommandRecord | null>;
  readonly entries: Entry[];
  readonly newCharges: ChargeRecord[];
  readonly chargeChanges: ChargeChange[];
  readonly newRecords: CommandRecord[];
  readonly outcomes: Outcome[];
}

const openGroup = ({ stored, lastEntry, periodEntry, charges, records }: Facts): Group => ({
  stored,
  lastEntry,
  periodEntry,
  charges: new Map(charges),
  records: new Map(records),
  entries: [],
  newCharges: [],
  chargeChanges: [],
  newRecords: [],
  outcomes: [],
});

const closeGroup = (group: Group, rest: readonly Task[], repair: Repair | null): GroupDecision => ({
  commit: {
    state: group.entries.length > 0 && group.stored.kind === 'sound' ? group.stored.state : null,
    entries: group.entries,
    newCharges: group.newCharges,
    chargeChanges: group.chargeChanges,
    newRecords: group.newRecords,
  },
  repair,
  outcomes: group.outcomes,
  rest,
});

function decideNext(group: Group, { command, writtenBy }: Task, now: string): Decision {
  const chargeId = chargeIdFor(command);
  const keyHash = recordKeyFor(command);
  return decide(
    {
      stored: group.stored,
      lastEntry: group.lastEntry,
      periodEntry: group.periodEntry,
      charge: (chargeId === undefined ? null : group.charges.get(chargeId)) ?? null,
      record: (keyHash === undefined ? null : group.records.get(keyHash)) ?? null,
      now,
      writtenBy,
    },
    command,
  );
}

/** What a decision writes, whatever its kind. */
function writesOf(decision: Decision) {
  const isCommit = decision.kind === 'commit' || decision.kind === 'settle time';
  return {
    state: isCommit ? decision.state : null,
    entries: isCommit ? decision.entries : [],
    newCharge: decision.kind === 'commit' ? decision.newCharge : undefined,
    ...((decision.kind === 'commit' || decision.kind === 'change charge') && {
      chargeChange: decision.chargeChange,
      newRecord: decision.newRecord,
    }),
  };
}

function fits(group: Group, decision: Decision): boolean {
  const { entries, newCharge, chargeChange, newRecord } = writesOf(decision);
  const items = [newCharge, chargeChange, newRecord].filter((item) => item !== undefined);
  const stateCount = 1;
  const count = stateCount + countActions(group) + entries.length + items.length;
  const chargeId = chargeChange?.to.chargeId;
  const isTouched =
    group.newCharges.some((charge) => charge.chargeId === chargeId) ||
    group.chargeChanges.some(({ to }) => to.chargeId === chargeId);
  return count <= limits.transactionActionCount && !isTouched;
}

const countActions = (group: Group): number =>
  group.entries.length +
  group.newCharges.length +
  group.chargeChanges.length +
  group.newRecords.length;

function addWrites(group: Group, decision: Decision): void {
  const { state, entries, newCharge, chargeChange, newRecord } = writesOf(decision);
  if (state !== null) group.stored = { kind: 'sound', state };
  group.entries.push(...entries);
  if (newCharge) {
    group.newCharges.push(newCharge);
    group.charges.set(newCharge.chargeId, newCharge);
  }
  if (chargeChange) {
    group.chargeChanges.push(chargeChange);
    group.charges.set(chargeChange.to.chargeId, chargeChange.to);
  }
  if (newRecord) {
    group.newRecords.push(newRecord);
    group.records.set(newRecord.keyHash, newRecord);
  }
}
