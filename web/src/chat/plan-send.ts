import type { BalanceSummary } from '../../../shared/api/primitives.ts';
import type { OpenApproval } from './find-open-approvals.ts';
import { readApprovalDescriptor } from './read-approval-descriptor.ts';
import type { Failure } from './read-failure.ts';
import { readYesNo } from './read-yes-no.ts';

/** What sending a draft comes to. */
export type SendPlan =
  | { readonly kind: 'send'; readonly text: string }
  | { readonly kind: 'answer'; readonly approvalId: string; readonly isApproved: boolean }
  /** Before anything is sent, so that the draft stays where it is. */
  | { readonly kind: 'refuse'; readonly failure: Failure };

/** Of a message while the prices are loading. An empty balance pays for nothing anyway. */
const assumedPrice = 1;

/**
 * A plain yes or no answers the oldest open approval card; everything else is a message. Refuses
 * what the balance does not cover, on what the server said last; while the balance is not known,
 * the server judges.
 */
export function planSend(
  draft: string,
  approvals: readonly OpenApproval[],
  summary: BalanceSummary | null,
  messagePrice: number | null,
): SendPlan {
  const [approval] = approvals;
  const answer = approval ? readYesNo(draft) : null;
  if (!approval || answer === null) {
    return (
      refuseAbove(summary, messagePrice ?? assumedPrice) ?? { kind: 'send', text: draft.trim() }
    );
  }
  const { id: approvalId, descriptor } = approval.approval;
  if (answer === 'no') return { kind: 'answer', approvalId, isApproved: false };
  const cost = readApprovalDescriptor(descriptor)?.tokens ?? null;
  return refuseAbove(summary, cost) ?? { kind: 'answer', approvalId, isApproved: true };
}

function refuseAbove(summary: BalanceSummary | null, required: number | null): SendPlan | null {
  if (!summary || required === null || required <= summary.available) return null;
  const shortage = { required, available: summary.available };
  return { kind: 'refuse', failure: { kind: 'out-of-tokens', shortage } };
}
