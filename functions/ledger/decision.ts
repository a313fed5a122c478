import type { ErrorCode } from '../../shared/error-catalogue.ts';
import type { PlanId } from '../../shared/plans.ts';
import type { AccountState, StoredState } from './account/account-state.ts';
import type { ChargeRecord, CommandRecord } from './account/charge-record.ts';
import type {
  AdjustCommand,
  ChangePlanCommand,
  ExtendCommand,
  FreezeCommand,
  GrantCommand,
  LedgerCommand,
  OpenCommand,
  RefundCommand,
  RepairCommand,
  SettleCommand,
  SpendCommand,
} from './commands.ts';
import type { Draft } from './account/draft.ts';
import type { Entry, Reference } from './account/entry.ts';
import type { Repair } from './decide/repair.ts';

/** What a decision may depend on besides the account: all that its own key and hold say. */
export interface Known {
  /** The charge that the command makes or settles, when it is known to exist. */
  readonly charge: ChargeRecord | null;
  /** The record of an earlier command with this key, when it is known to exist. */
  readonly record: CommandRecord | null;
  /** ISO 8601 time in UTC. */
  readonly now: string;
  /** Random, one per call of the ledger: see {@link ChargeRecord.writtenBy}. */
  readonly writtenBy: string;
}

/** Everything that a decision may depend on, as read from the table. */
export interface DecisionInput extends Known {
  readonly stored: StoredState;
  /** The newest entry; read only when the state is not sound. */
  readonly lastEntry: Entry | null;
  /** The entry that started the running period; read only when the state is not sound. */
  readonly periodEntry?: Entry | null;
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
  /** Deadline of a hold, as it was set first; null for a charge at once. */
  readonly expiresAt: string | null;
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

export interface ExtendAnswer {
  readonly chargeId: string;
  readonly status: ChargeRecord['status'];
  readonly expiresAt: string;
  readonly isReplay: boolean;
}

/** What one entry did. */
export interface EntryAnswer {
  readonly sequence: number;
  /** Signed. */
  readonly tokens: number;
  readonly balanceAfter: number;
  readonly createdAt: string;
  readonly isReplay: boolean;
}

export interface RefundAnswer extends EntryAnswer {
  readonly chargeId: string;
  /** All that has been given back of this charge, this refund included. */
  readonly refundedTokens: number;
}

export interface ChangePlanAnswer extends EntryAnswer {
  readonly plan: PlanId;
  /** When the plan applies. */
  readonly startsAt: string;
}

export interface FreezeAnswer {
  readonly isFrozen: boolean;
  readonly isReplay: boolean;
}

export type AnswerOf<Command extends LedgerCommand> = Command extends OpenCommand | RepairCommand
  ? OpenAnswer
  : Command extends SpendCommand
    ? SpendAnswer
    : Command extends ExtendCommand
      ? ExtendAnswer
      : Command extends SettleCommand
        ? SettleAnswer
        : Command extends GrantCommand | AdjustCommand
          ? EntryAnswer
          : Command extends RefundCommand
            ? RefundAnswer
            : Command extends ChangePlanCommand
              ? ChangePlanAnswer
              : Command extends FreezeCommand
                ? FreezeAnswer
                : never;

/** Answers that are kept under the command's own key. */
export type RecordedAnswer =
  SettleAnswer | ExtendAnswer | EntryAnswer | RefundAnswer | ChangePlanAnswer;

export type Answer = OpenAnswer | SpendAnswer | FreezeAnswer | RecordedAnswer;

/** A charge before and after: written only while it still stands as before. */
export interface ChargeChange {
  readonly from: ChargeRecord;
  readonly to: ChargeRecord;
}

/** The state moves: all of it is written in one transaction, or nothing is. */
export interface Commit {
  readonly kind: 'commit';
  readonly state: AccountState;
  readonly entries: readonly Entry[];
  readonly newCharge?: ChargeRecord;
  readonly chargeChange?: ChargeChange;
  readonly newRecord?: CommandRecord;
  readonly repair: Repair | null;
  readonly answer: Answer;
}

export type Decision =
  | Commit
  /** No token moves: the charge alone changes, and the busy state is left alone. */
  | {
      readonly kind: 'change charge';
      /** Absent where only the answer is to be kept. */
      readonly chargeChange?: ChargeChange;
      readonly newRecord?: CommandRecord;
      readonly answer: Answer;
    }
  /** More time has to be settled than fits one commit: this part first, then decide again. */
  | {
      readonly kind: 'settle time';
      readonly state: AccountState;
      readonly entries: readonly Entry[];
      readonly repair: Repair | null;
    }
  /** Nothing is written: the command was carried out before. */
  | { readonly kind: 'answer'; readonly answer: Answer }
  | {
      readonly kind: 'refuse';
      readonly code: ErrorCode;
      readonly members?: Readonly<Record<string, unknown>>;
    };

/** What commits a draft, with whatever else changes in the same transaction. */
export const commitDraft = (
  draft: Draft,
  parts: Pick<Commit, 'answer' | 'newCharge' | 'chargeChange' | 'newRecord'>,
): Commit => ({ kind: 'commit', ...draft, ...parts });

export const refuse = (code: ErrorCode, members?: Readonly<Record<string, unknown>>): Decision => ({
  kind: 'refuse',
  code,
  members,
});
