import type { StoredState } from '../account/account-state.ts';
import type { ChargeRecord, CommandRecord } from '../account/charge-record.ts';
import type { GroupCommit } from './decide-group.ts';
import type { Learned } from './ledger-writer.ts';

/** What a run of commands knows of their account; each failure teaches it, or makes it forget. */
export interface Knowledge {
  stored: StoredState | undefined;
  /** From an earlier command of this process, and so perhaps old. */
  isFromMemory: boolean;
  /** The state is well-formed and yet says less than the entries. */
  isStateBehind: boolean;
  /** How often overdue holds were looked for. */
  overdueLookCount: number;
  readonly charges: Map<string, ChargeRecord | null>;
  readonly records: Map<string, CommandRecord | null>;
}

export const startKnowledge = (remembered: StoredState | undefined): Knowledge => ({
  stored: remembered,
  isFromMemory: remembered !== undefined,
  isStateBehind: false,
  overdueLookCount: 0,
  charges: new Map(),
  records: new Map(),
});

/** @param learned null when a failure showed nothing: all that was read may be old */
export function learn(known: Knowledge, learned: Learned | null): void {
  known.isFromMemory = false;
  if (learned === null) {
    known.stored = undefined;
    known.isStateBehind = false;
    known.charges.clear();
    known.records.clear();
    return;
  }
  known.stored = learned.stored ?? known.stored;
  known.isStateBehind = learned.isStateBehind;
  for (const [id, charge] of learned.charges) known.charges.set(id, charge);
  for (const [hash, record] of learned.records) known.records.set(hash, record);
}

/** What was written is known for sure. */
export function learnOwnCommit(known: Knowledge, commit: GroupCommit): void {
  if (commit.state !== null) {
    known.stored = { kind: 'sound', state: commit.state };
    known.isFromMemory = false;
    known.isStateBehind = false;
  }
  for (const charge of commit.newCharges) known.charges.set(charge.chargeId, charge);
  for (const { to } of commit.chargeChanges) known.charges.set(to.chargeId, to);
  for (const record of commit.newRecords) known.records.set(record.keyHash, record);
}
