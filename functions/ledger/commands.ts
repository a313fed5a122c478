import type { PlanId } from '../../shared/plans.ts';
import type { Bucket, BucketKind } from './account/buckets.ts';
import { type Reference, sha256 } from './account/entry.ts';

/** Who asks and what for; every entry records it. */
interface Origin {
  readonly accountId: string;
  readonly actor: string;
  readonly clientId?: string;
  readonly sessionId?: string;
  readonly reference?: Reference;
}

/** The same key and request twice: carried out once, the first answer again. */
interface Keyed {
  readonly idempotencyKey: string;
}

/** Opens the account with the first grant of its plan. Opening twice changes nothing. */
export interface OpenCommand extends Origin {
  readonly kind: 'open';
}

interface Spend extends Origin, Keyed {
  readonly service: string;
  readonly quantity: number;
  /** What the key stands for beyond service and quantity, such as the text of a message. */
  readonly subject?: string;
}

/** Pays at once. */
export interface ChargeCommand extends Spend {
  readonly kind: 'charge';
  /**
   * The work is done already: what the balance does not cover is recorded as uncollected instead
   * of being refused.
   */
  readonly isAfterTheFact?: boolean;
}

/** Sets tokens aside before paid work; settled by capture, release or its deadline. */
export interface HoldCommand extends Spend {
  readonly kind: 'hold';
  readonly holdSeconds: number;
}

/** A hold settles once, so these need no key; with one, they answer word by word again. */
interface Settle extends Origin, Partial<Keyed> {
  readonly chargeId: string;
}

/** Keeps what the work delivered, all of the hold unless a smaller quantity is named. */
export interface CaptureCommand extends Settle {
  readonly kind: 'capture';
  /** Units delivered. */
  readonly quantity?: number;
}

/** Gives a hold back: the work was not done. */
export interface ReleaseCommand extends Settle {
  readonly kind: 'release';
  readonly reason: string;
}

/** Moves the deadline of an open hold to so long from now; never nearer. */
export interface ExtendCommand extends Settle {
  readonly kind: 'extend';
  readonly holdSeconds: number;
}

/** Gives a hold back because its deadline has passed. */
export interface ExpireCommand extends Settle {
  readonly kind: 'expire';
}

export interface GrantCommand extends Origin, Keyed {
  readonly kind: 'grant';
  readonly tokens: number;
  readonly bucket: BucketKind;
  readonly expiresAt?: string;
}

/** Gives back tokens of a charge that was paid: all that is left of it, or a part. */
export interface RefundCommand extends Origin, Keyed {
  readonly kind: 'refund';
  readonly chargeId: string;
  readonly tokens?: number;
  readonly reason: string;
}

/** An operator's correction, in either direction. */
export interface AdjustCommand extends Origin, Keyed {
  readonly kind: 'adjust';
  /** Signed; not 0. */
  readonly tokens: number;
  readonly reason: string;
}

/** A larger plan starts at once, with its tokens; a smaller one with the next period. */
export interface ChangePlanCommand extends Origin, Keyed {
  readonly kind: 'change plan';
  readonly plan: PlanId;
}

/** While an account is frozen it spends nothing; what was started before still settles. */
export interface FreezeCommand extends Origin {
  readonly kind: 'freeze' | 'unfreeze';
  readonly reason: string;
}

/** Restores a state that contradicts its entries; asked for by an audit. */
export interface RepairCommand extends Origin {
  readonly kind: 'repair';
  /** What the entries add up to. */
  readonly proven: {
    /** Sequence of the last entry that was audited. */
    readonly version: number;
    readonly lastHash: string;
    readonly buckets: readonly Bucket[];
    readonly usedThisPeriod: number;
  };
}

export type SpendCommand = ChargeCommand | HoldCommand;
export type SettleCommand = CaptureCommand | ReleaseCommand | ExtendCommand | ExpireCommand;
export type CreditCommand = GrantCommand | RefundCommand | AdjustCommand | ChangePlanCommand;
export type LedgerCommand =
  OpenCommand | SpendCommand | SettleCommand | CreditCommand | FreezeCommand | RepairCommand;
/** Commands whose idempotency record is an item of its own; a spend's is its charge. */
export type RecordedCommand = SettleCommand | CreditCommand;

export const isSpend = (command: LedgerCommand): command is SpendCommand =>
  command.kind === 'charge' || command.kind === 'hold';

export const isSettle = (command: LedgerCommand): command is SettleCommand =>
  command.kind === 'capture' ||
  command.kind === 'release' ||
  command.kind === 'extend' ||
  command.kind === 'expire';

/** Equal for equal requests: a key used again for something else is refused. */
export function fingerprintOf(command: SpendCommand | RecordedCommand): string {
  return sha256(JSON.stringify([command.kind, ...requestOf(command)]));
}

function requestOf(command: SpendCommand | RecordedCommand): readonly unknown[] {
  switch (command.kind) {
    case 'charge':
    case 'hold':
      return [command.service, command.quantity, command.subject ?? null];
    case 'capture':
      return [command.chargeId, command.quantity ?? null];
    case 'release':
    case 'expire':
      return [command.chargeId];
    case 'extend':
      return [command.chargeId, command.holdSeconds];
    case 'grant':
      return [command.tokens, command.bucket, command.expiresAt ?? null];
    case 'refund':
      return [command.chargeId, command.tokens ?? null];
    case 'adjust':
      return [command.tokens];
    case 'change plan':
      return [command.plan];
  }
}
