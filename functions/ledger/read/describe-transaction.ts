import * as z from 'zod';
import { type Transaction, transactionKinds } from '../../../shared/api/tokens.ts';
import type { ChargeRecord } from '../account/charge-record.ts';
import type { Entry } from '../account/entry.ts';

const rowKindSchema = z.enum(transactionKinds);

/**
 * One entry as a row of the history, with what has become of it since. The row of a hold stands
 * for all that was taken and given back under it, so the tokens of all rows add up to the balance.
 *
 * @param charge of the entry; null where it has none
 * @returns null for an entry that is part of another row
 */
export function describeTransaction(entry: Entry, charge: ChargeRecord | null): Transaction | null {
  const kind = rowKindSchema.safeParse(entry.kind);
  if (!kind.success || isLateCapture(entry, charge)) return null;
  // A refund names the charge that it gives back, and is a row of its own.
  const own = entry.kind === 'refund' ? null : charge;
  return {
    id: `${entry.accountId}-${entry.sequence}`,
    sequence: entry.sequence,
    kind: kind.data,
    service: entry.service ?? charge?.service ?? null,
    quantity: own?.capturedQuantity ?? entry.quantity ?? null,
    tokens: own === null || own.status === 'open' ? entry.tokens : 0 - keptOf(own),
    balanceAfter: own?.settledBalanceAfter ?? entry.balanceAfter,
    status: own === null ? statusOfEntry(entry) : statusOfCharge(own),
    createdAt: entry.createdAt,
    clientId: entry.clientId ?? null,
    sessionId: entry.sessionId ?? null,
    reference: entry.reference,
  };
}

/** A capture after the deadline takes, or misses, the tokens anew: it changes the hold's row. */
const isLateCapture = (entry: Entry, charge: ChargeRecord | null): boolean =>
  charge?.kind === 'hold' && (entry.kind === 'charge' || entry.kind === 'uncollected');

const keptOf = ({ status, capturedTokens, tokens }: ChargeRecord): number =>
  capturedTokens ?? (status === 'captured' ? tokens : 0);

function statusOfCharge(charge: ChargeRecord): Transaction['status'] {
  if (charge.status === 'open') return 'pending';
  if (charge.status !== 'captured') return charge.status;
  const kept = keptOf(charge);
  const { tokens, refundedTokens = 0 } = charge;
  if (refundedTokens > 0) return refundedTokens < kept ? 'partly_refunded' : 'refunded';
  if (kept === tokens) return 'charged';
  return kept > 0 ? 'partly_released' : 'released';
}

function statusOfEntry({ kind, tokens }: Entry): Transaction['status'] {
  if (kind === 'charge') return 'charged';
  if (kind === 'uncollected') return 'uncollected';
  return tokens > 0 ? 'credited' : 'recorded';
}
