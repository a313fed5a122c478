import { type PlanId, plans } from '../../../shared/plans.ts';
import { appendEntry, type Draft } from '../account/draft.ts';
import type { Reference } from '../account/entry.ts';
import { type Period, periodStart } from '../account/period.ts';

/** Tokens that are left of a plan. */
export const planTokens = ({ state }: Draft): number =>
  state.buckets.reduce((sum, { kind, remaining }) => sum + (kind === 'plan' ? remaining : 0), 0);

/** How many unspent tokens a plan takes into its next period. */
export const rolloverCap = (plan: PlanId): number => plans[plan].rolloverTokens ?? Infinity;

/**
 * Starts a period: unspent plan tokens roll over up to the cap, the rest expires, and the plan's
 * tokens are granted. Between two plans the more generous cap counts, so that neither going up
 * nor going down loses what the other would have kept.
 *
 * @param at ISO 8601 time in UTC at which the period change is written
 */
export function startPeriod(
  draft: Draft,
  next: { readonly plan: PlanId; readonly period: Period; readonly reference?: Reference },
  at: string,
): Draft {
  const left = planTokens(draft);
  const cap = Math.max(rolloverCap(draft.state.plan), rolloverCap(next.plan));
  const kept = Math.min(left, cap);
  const start = periodStart(next.period);
  const expired =
    kept === left ? draft : expirePlanTokens(draft, left - kept, { period: start }, at);
  const moved: Draft = {
    ...expired,
    state: {
      ...expired.state,
      plan: next.plan,
      nextPlan: undefined,
      period: next.period,
      usedThisPeriod: 0,
      rolledOver: kept,
    },
  };
  const grant = {
    kind: 'grant' as const,
    tokens: plans[next.plan].tokensPerMonth,
    bucket: { kind: 'plan' as const },
    reference: { ...next.reference, period: start, plan: next.plan },
    actor: 'system',
  };
  return appendEntry(moved, grant, at);
}

export const expirePlanTokens = (
  draft: Draft,
  tokens: number,
  reference: Reference,
  at: string,
): Draft =>
  appendEntry(
    draft,
    { kind: 'expiry', tokens: -tokens, bucket: { kind: 'plan' }, reference, actor: 'system' },
    at,
  );
