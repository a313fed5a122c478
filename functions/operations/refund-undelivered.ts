import { AppError, isAppError } from '../app-error.ts';
import type { RefundCommand } from '../ledger/commands.ts';
import type { Ledger } from '../ledger/ledger.ts';

export interface Undelivered {
  readonly accountId: string;
  readonly chargeId: string;
  /** Shown in the history: `the call failed`. */
  readonly reason: string;
}

/** @returns tokens that were given back for this, now or before */
export type RefundUndelivered = (undelivered: Undelivered) => Promise<number>;

const actor = 'system:refund';
/** A hold is captured once, so that two rounds would do. */
const roundCount = 3;

/**
 * Gives back what was paid for work that looked done and then failed at its provider. Asked any
 * number of times, by whoever sees it first, it gives back once.
 *
 * The hold may still be open, as the work has just been accepted. It is released then, and the
 * capture that follows finds nothing left to take.
 *
 * @throws AppError as the ledger does, after which it may simply be called again
 */
export function createRefundUndelivered({
  ledger,
}: {
  readonly ledger: Pick<Ledger, 'execute'>;
}): RefundUndelivered {
  return async function refundUndelivered({ accountId, chargeId, reason }) {
    const charge = { accountId, chargeId, actor, reason };
    for (let round = 1; round <= roundCount; round++) {
      const tokens = (await refund(ledger, charge)) ?? (await release(ledger, charge));
      if (tokens !== null) return tokens;
    }
    throw new AppError('account_busy');
  };
}

type Back = Pick<RefundCommand, 'accountId' | 'chargeId' | 'actor' | 'reason'>;

/** @returns null for what is not captured */
async function refund(ledger: Pick<Ledger, 'execute'>, charge: Back): Promise<number | null> {
  try {
    const idempotencyKey = `undelivered:${charge.chargeId}`;
    return (await ledger.execute({ kind: 'refund', ...charge, idempotencyKey })).tokens;
  } catch (error) {
    if (isAppError(error, 'charge_not_captured')) return null;
    // Nobody paid it, or somebody has given it back already.
    if (isAppError(error, 'charge_not_found', 'refund_above_paid')) return 0;
    throw error;
  }
}

/** @returns null for a hold that was captured meanwhile */
async function release(ledger: Pick<Ledger, 'execute'>, charge: Back): Promise<number | null> {
  try {
    return (await ledger.execute({ kind: 'release', ...charge })).releasedTokens;
  } catch (error) {
    if (isAppError(error, 'hold_captured')) return null;
    if (isAppError(error, 'hold_not_found')) return 0;
    throw error;
  }
}
