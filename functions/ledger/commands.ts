import type { BucketKind } from './buckets.ts';
import { type Reference, sha256 } from './entry.ts';

/** Who asks and what for; every entry records it. */
interface Origin {
  readonly accountId: string;
  readonly actor: string;
  readonly clientId?: string;
  readonly sessionId?: string;
  readonly reference?: Reference;
}

/** Opens the account with the first grant of its plan. Opening twice changes nothing. */
export interface OpenCommand extends Origin {
  readonly kind: 'open';
}

interface Spend extends Origin {
  /** The same key and request twice: one charge, the first answer again. */
  readonly idempotencyKey: string;
  readonly service: string;
  readonly quantity: number;
  /** What the key stands for beyond service and quantity, such as the text of a message. */
  readonly subject?: string;
}

/** Pays at once. */
export interface ChargeCommand extends Spend {
  readonly kind: 'charge';
}

/** Sets tokens aside before paid work; settled by capture or release. */
export interface HoldCommand extends Spend {
  readonly kind: 'hold';
  readonly holdSeconds: number;
}

/** Keeps what the work delivered, all of the hold unless a smaller quantity is named. */
export interface CaptureCommand extends Origin {
  readonly kind: 'capture';
  readonly chargeId: string;
  /** Units delivered. */
  readonly quantity?: number;
}

/** Gives a hold back: the work was not done. */
export interface ReleaseCommand extends Origin {
  readonly kind: 'release';
  readonly chargeId: string;
  readonly reason: string;
}

export interface GrantCommand extends Origin {
  readonly kind: 'grant';
  readonly idempotencyKey: string;
  readonly tokens: number;
  readonly bucket: BucketKind;
  readonly expiresAt?: string;
}

export type SpendCommand = ChargeCommand | HoldCommand;
export type SettleCommand = CaptureCommand | ReleaseCommand;
export type LedgerCommand = OpenCommand | SpendCommand | SettleCommand | GrantCommand;

/** Equal for equal requests: a key used again for something else is refused. */
export function fingerprintOf(command: SpendCommand | GrantCommand): string {
  const request =
    command.kind === 'grant'
      ? [command.tokens, command.bucket, command.expiresAt ?? null]
      : [command.service, command.quantity, command.subject ?? null];
  return sha256(JSON.stringify([command.kind, ...request]));
}
