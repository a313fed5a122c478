import type { Call, CallEvent, CallStore } from '../store/outreach/calls.ts';
import type { RefundUndelivered } from './refund-undelivered.ts';

/** @returns the call as it stands then */
export type TrackCall = (clientId: string, callId: string, event: CallEvent) => Promise<Call>;

/**
 * Whether a call has failed that its provider had accepted, so that it was paid, and nobody has
 * given its price back yet. One that was busy or not answered was placed, and stays paid.
 */
export const isOwedRefund = ({ status, providerCallId, charge, refundedAt }: Call): boolean =>
  status === 'failed' &&
  providerCallId !== undefined &&
  charge !== undefined &&
  refundedAt === undefined;

/**
 * Takes note of how a call stands, in whatever order and however often it is told, and gives back
 * the price of one that failed. When it breaks off in between, the next who looks goes on.
 *
 * @throws AppError `call_not_found`, and as the ledger does
 */
export function createTrackCall({
  calls,
  refundUndelivered,
}: {
  readonly calls: Pick<CallStore, 'advance' | 'markRefunded'>;
  readonly refundUndelivered: RefundUndelivered;
}): TrackCall {
  return async function trackCall(clientId, callId, event) {
    const call = await calls.advance(clientId, callId, event);
    if (!isOwedRefund(call) || !call.charge) return call;
    await refundUndelivered({ ...call.charge, reason: 'the call failed' });
    return calls.markRefunded(clientId, callId);
  };
}
