import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import { readStoredState, type StoredState } from '../account/account-state.ts';
import {
  type ChargeRecord,
  chargeRecordSchema,
  type CommandRecord,
  commandRecordSchema,
} from '../account/charge-record.ts';
import { classifyFailure, type WriteFailure } from './classify-failure.ts';
import type { GroupCommit } from './decide-group.ts';
import type { ChargeChange } from '../decision.ts';
import { changeCharge, moveState, putEntry, putNewCharge, putNewRecord } from './table-items.ts';

type Row = Record<string, NativeAttributeValue>;

/** What failed conditions showed of the items as they really are. */
export interface Learned {
  readonly stored?: StoredState;
  readonly charges: ReadonlyMap<string, ChargeRecord | null>;
  readonly records: ReadonlyMap<string, CommandRecord | null>;
  /** The state says less than the entries: somebody wrote to it who is not the ledger. */
  readonly isStateBehind: boolean;
}

export type WriteOutcome =
  | { readonly kind: 'written' }
  | {
      readonly kind: WriteFailure;
      /** null: nothing was learned, all that was read may be old. */
      readonly learned: Learned | null;
      readonly cause: unknown;
    };

type Action = ReturnType<typeof putEntry>;

/** What the failed condition of an action teaches; `item` is undefined where there is no item. */
type Lesson = (item: Row | undefined, learned: LearnedSoFar) => void;

interface LearnedSoFar {
  stored?: StoredState;
  readonly charges: Map<string, ChargeRecord | null>;
  readonly records: Map<string, CommandRecord | null>;
  isStateBehind: boolean;
}

/** The only code in the product that writes a balance, an entry or a charge. */
export function createLedgerWriter(documents: DynamoDBDocumentClient, tableName: string) {
  /** Writes all that was decided in one transaction. @param found the state it was decided on */
  async function commit(found: StoredState, group: GroupCommit): Promise<WriteOutcome> {
    const steps = stepsOf(tableName, found, group);
    try {
      await documents.send(
        new TransactWriteCommand({ TransactItems: steps.map(([action]) => action) }),
      );
      return { kind: 'written' };
    } catch (cause) {
      return { kind: classifyFailure(cause), learned: learnFrom(cause, steps), cause };
    }
  }

  /** Changes a charge alone: one conditional update that leaves the busy state item in peace. */
  async function updateCharge(change: ChargeChange): Promise<WriteOutcome> {
    try {
      await documents.send(new UpdateCommand(changeCharge(tableName, change)));
      return { kind: 'written' };
    } catch (cause) {
      return { kind: classifyFailure(cause), learned: null, cause };
    }
  }

  return { commit, updateCharge };
}

function stepsOf(tableName: string, found: StoredState, group: GroupCommit): [Action, Lesson][] {
  const { state, entries, newCharges, chargeChanges, newRecords } = group;
  const moves: [Action, Lesson][] =
    state === null ? [] : [[moveState(tableName, found, state, entries), learnState]];
  return [
    ...moves,
    ...entries.map((entry): [Action, Lesson] => [putEntry(tableName, entry), learnOfEntry]),
    ...newCharges.map((charge): [Action, Lesson] => [
      putNewCharge(tableName, charge),
      learnCharge(charge.chargeId),
    ]),
    ...chargeChanges.map((change): [Action, Lesson] => [
      { Update: changeCharge(tableName, change) },
      learnCharge(change.to.chargeId),
    ]),
    ...newRecords.map((record): [Action, Lesson] => [
      putNewRecord(tableName, record),
      learnRecord(record.keyHash),
    ]),
  ];
}

const learnState: Lesson = (item, learned) => {
  learned.stored = readStoredState(item);
};

const learnOfEntry: Lesson = (_, learned) => {
  learned.isStateBehind = true;
};

const learnCharge =
  (chargeId: string): Lesson =>
  (item, { charges }) => {
    charges.set(chargeId, item === undefined ? null : chargeRecordSchema.parse(item));
  };

const learnRecord =
  (keyHash: string): Lesson =>
  (item, { records }) => {
    records.set(keyHash, item === undefined ? null : commandRecordSchema.parse(item));
  };

function learnFrom(cause: unknown, steps: readonly [Action, Lesson][]): Learned | null {
  if (!(cause instanceof TransactionCanceledException)) return null;
  const learned: LearnedSoFar = { charges: new Map(), records: new Map(), isStateBehind: false };
  let failedCount = 0;
  for (const [index, reason] of (cause.CancellationReasons ?? []).entries()) {
    const lesson = steps[index]?.[1];
    if (reason.Code !== 'ConditionalCheckFailed' || lesson === undefined) continue;
    failedCount += 1;
    // Raw attribute values, even through the document client.
    lesson(reason.Item && unmarshall(reason.Item), learned);
  }
  if (failedCount === 0) return null;
  // An entry in the way while the state has moved too is an ordinary race.
  return learned.stored === undefined ? learned : { ...learned, isStateBehind: false };
}
