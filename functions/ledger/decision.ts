import type { ErrorCode } from '../../shared/error-catalogue.ts';
import type { AccountState, StoredState } from './account-state.ts';
import type { ChargeRecord, CommandRecord } from './charge-record.ts';
import type {
  GrantCommand,
  LedgerCommand,
  OpenCommand,
  SettleCommand,
  SpendCommand,
} from './commands.ts';
import type { Entry, Reference } from './entry.ts';
import type { Repair } from './repair.ts';

/** Everything that a decision may depend on, as read from the table. */
export interface DecisionInput {
  readonly stored: StoredState;
  /** The newest entry; read only when the state is not sound. */
  readonly lastEntry: Entry | null;
  /** The charge that the command makes or settles, when it is known to exist. */
  readonly charge: ChargeRecord | null;
  /** The record of an earlier command with this key, when it is known to exist. */
  readonly record: CommandRecord | null;
  /** ISO 8601 time in UTC. */
  readonly now: string;
  /** Random, one per call of the ledger: see {@link ChargeRecord.writtenBy}. */
  readonly writtenBy: string;
}

export interface OpenAnswer {
  readonly accountId: string;
  readonly available: number;
  readonly isReplay: boolean;
}

export interface SpendAnswer {
  readonly chargeId: string;
  readonly service: string;
  readonly quantity: number;
  /** Tokens taken, positive. */
  readonly tokens: number;
  readonly sequence: number;
  readonly balanceBefore: number;
  readonly balanceAfter: number;
  /** How the charge stands now; on a replay it may have been settled since. */
  readonly status: ChargeRecord['status'];
  readonly reference: Reference;
  readonly createdAt: string;
  readonly isReplay: boolean;
}

export interface SettleAnswer {
  readonly chargeId: string;
  readonly status: ChargeRecord['status'];
  readonly capturedTokens: number;
  readonly releasedTokens: number;
  /** Known only when tokens moved: capturing all of a hold leaves the balance alone. */
  readonly balanceAfter: number | null;
  readonly isReplay: boolean;
}

export interface GrantAnswer {
  readonly sequence: number;
  readonly tokens: number;
  readonly balanceAfter: number;
  readonly createdAt: string;
  readonly isReplay: boolean;
}

export type AnswerOf<Command extends LedgerCommand> = Command extends OpenCommand
  ? OpenAnswer
  : Command extends SpendCommand
    ? SpendAnswer
    : Command extends SettleCommand
      ? SettleAnswer
      : Command extends GrantCommand
        ? GrantAnswer
        : never;

export type Answer = OpenAnswer | SpendAnswer | SettleAnswer | GrantAnswer;

/** The state moves: all of it is written in one transaction, or nothing is. */
export interface Commit {
  readonly kind: 'commit';
  readonly state: AccountState;
  readonly entries: readonly Entry[];
  /** Tokens that the command takes from the stored balance; the database checks it again. */
  readonly spends: number;
  readonly newCharge?: ChargeRecord;
  readonly settledCharge?: ChargeRecord;
  readonly newRecord?: CommandRecord;
  readonly repair: Repair | null;
  readonly answer: Answer;
}

export type Decision =
  | Commit
  /** No token moves: the charge alone changes from open to captured. */
  | { readonly kind: 'capture'; readonly settledCharge: ChargeRecord; readonly answer: Answer }
  /** Nothing is written: the command was carried out before. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'refuse';
      readonly code: ErrorCode;
      readonly members?: Readonly<Record<string, unknown>>;
    };

export const refuse = (code: ErrorCode, members?: Readonly<Record<string, unknown>>): Decision => ({
  kind: 'refuse',
  code,
  members,
});
