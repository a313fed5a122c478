import { isAppError } from '../app-error.ts';
import type { Ledger } from '../ledger/ledger.ts';

export interface DeliveredHold {
  readonly accountId: string;
  readonly actor: string;
  readonly chargeId: string;
  /** Units that are paid for, at most those held. */
  readonly deliveredQuantity: number;
}

export interface Settlement {
  /** What the call cost in the end. */
  readonly tokens: number;
  /** null when no token moved. */
  readonly balanceAfter: number | null;
}

/**
 * Settles a hold by what was delivered: captured for that, released for nothing. Doing it again
 * changes nothing, and answers the same. What was given back already stays so, and costs nothing.
 */
export async function settleDelivery(
  ledger: Pick<Ledger, 'execute'>,
  { deliveredQuantity, ...hold }: DeliveredHold,
): Promise<Settlement> {
  if (deliveredQuantity === 0) return releaseHold(ledger, hold, 'the tool delivered nothing');
  try {
    const answer = await ledger.execute({ kind: 'capture', ...hold, quantity: deliveredQuantity });
    return { tokens: answer.capturedTokens, balanceAfter: answer.balanceAfter };
  } catch (error) {
    if (!isAppError(error, 'hold_released')) throw error;
    // The work failed at its provider meanwhile, and whoever saw it has given its price back.
    return releaseHold(ledger, hold, 'released before');
  }
}

/** Gives a hold back, unless it was settled before. */
export async function releaseHold(
  ledger: Pick<Ledger, 'execute'>,
  hold: Omit<DeliveredHold, 'deliveredQuantity'>,
  reason: string,
): Promise<Settlement> {
  try {
    const answer = await ledger.execute({ kind: 'release', ...hold, reason });
    return { tokens: answer.capturedTokens, balanceAfter: answer.balanceAfter };
  } catch (error) {
    if (!isAppError(error, 'hold_captured', 'hold_released', 'hold_expired')) throw error;
    return { tokens: 0, balanceAfter: null };
  }
}
