import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import {
  type DynamoDBDocumentClient,
  TransactWriteCommand,
  UpdateCommand,
} from '@aws-sdk/lib-dynamodb';
import { type NativeAttributeValue, unmarshall } from '@aws-sdk/util-dynamodb';
import { readStoredState, type StoredState } from './account-state.ts';
import {
  type ChargeRecord,
  chargeRecordSchema,
  type CommandRecord,
  commandRecordSchema,
} from './charge-record.ts';
import { classifyFailure, type WriteFailure } from './classify-failure.ts';
import type { Commit } from './decision.ts';
import { moveState, putEntry, putNewCharge, putNewRecord, settleCharge } from './table-items.ts';

type Row = Record<string, NativeAttributeValue>;

/** What a failed condition showed of the items as they really are. */
export interface Learned {
  readonly stored?: StoredState;
  readonly charge?: ChargeRecord | null;
  readonly record?: CommandRecord;
  /** The state says less than the entries: somebody wrote to it who is not the ledger. */
  readonly isStateBehind?: boolean;
}

export type WriteOutcome =
  | { readonly kind: 'written' }
  | { readonly kind: WriteFailure; readonly learned: Learned; readonly cause: unknown };

type Action = ReturnType<typeof putEntry>;
/** What the failed condition of an action teaches; `item` is undefined where there is no item. */
type Lesson = (item: Row | undefined) => Learned;

/** The only code in the product that writes a balance, an entry or a charge. */
export function createLedgerWriter(documents: DynamoDBDocumentClient, tableName: string) {
  /** Writes all that was decided in one transaction. */
  async function commit(found: StoredState, decided: Commit): Promise<WriteOutcome> {
    const steps = stepsOf(tableName, found, decided);
    try {
      await documents.send(
        new TransactWriteCommand({ TransactItems: steps.map(([action]) => action) }),
      );
      return { kind: 'written' };
    } catch (cause) {
      return { kind: classifyFailure(cause), learned: learnFrom(cause, steps), cause };
    }
  }

  /** Captures all of a hold: one conditional update that leaves the busy state item alone. */
  async function capture(charge: ChargeRecord): Promise<WriteOutcome> {
    try {
      await documents.send(new UpdateCommand(settleCharge(tableName, charge)));
      return { kind: 'written' };
    } catch (cause) {
      return { kind: classifyFailure(cause), learned: {}, cause };
    }
  }

  return { commit, capture };
}

function stepsOf(tableName: string, found: StoredState, decided: Commit): [Action, Lesson][] {
  const steps: [Action, Lesson][] = [
    [
      moveState(tableName, found, decided.state, decided.spends),
      (item) => ({ stored: readStoredState(item) }),
    ],
    ...decided.entries.map((entry): [Action, Lesson] => [
      putEntry(tableName, entry),
      () => ({ isStateBehind: true }),
    ]),
  ];
  if (decided.newCharge) {
    steps.push([putNewCharge(tableName, decided.newCharge), learnCharge]);
  }
  if (decided.settledCharge) {
    steps.push([{ Update: settleCharge(tableName, decided.settledCharge) }, learnCharge]);
  }
  if (decided.newRecord) {
    steps.push([putNewRecord(tableName, decided.newRecord), learnRecord]);
  }
  return steps;
}

const learnCharge: Lesson = (item) => ({
  charge: item === undefined ? null : chargeRecordSchema.parse(item),
});
const learnRecord: Lesson = (item) =>
  item === undefined ? {} : { record: commandRecordSchema.parse(item) };

function learnFrom(cause: unknown, steps: readonly [Action, Lesson][]): Learned {
  if (!(cause instanceof TransactionCanceledException)) return {};
  const learned = (cause.CancellationReasons ?? []).flatMap((reason, index) => {
    const step = steps[index];
    if (reason.Code !== 'ConditionalCheckFailed' || step === undefined) return [];
    // Raw attribute values, even through the document client.
    return [step[1](reason.Item && unmarshall(reason.Item))];
  });
  const merged: Learned = Object.assign({}, ...learned);
  // An entry in the way while the state has moved too is an ordinary race.
  return merged.stored === undefined ? merged : { ...merged, isStateBehind: false };
}
