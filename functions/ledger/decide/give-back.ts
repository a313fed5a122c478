import { slicesToReturn } from '../account/buckets.ts';
import type { ChargeRecord } from '../account/charge-record.ts';
import { appendEntry, type Draft, type EntryContent } from '../account/draft.ts';
import { periodStart } from '../account/period.ts';
import { settleDue } from './settle-due.ts';
import { expirePlanTokens, planTokens, rolloverCap } from './start-period.ts';

/**
 * Gives back what a settled hold did not keep, to where it came from. What has outlived its time
 * there, an expired bucket or a period that is over, ends at once.
 */
export function giveBack(
  draft: Draft,
  settled: ChargeRecord,
  now: string,
  { actor, reference }: Pick<EntryContent, 'actor' | 'reference'>,
): Draft {
  const tokens = settled.tokens - (settled.capturedTokens ?? 0);
  const content = {
    kind: 'release' as const,
    tokens,
    service: settled.service,
    chargeId: settled.chargeId,
    clientId: settled.clientId,
    sessionId: settled.sessionId,
    reference: { ...settled.reference, ...reference },
    actor,
  };
  const returned = appendEntry(draft, content, now, settled.slices);
  const isOfThisPeriod = settled.periodStart === periodStart(draft.state.period);
  const isBack = isOfThisPeriod
    ? reduceUse(returned, tokens)
    : rollOverLate(returned, settled, now);
  const { isSettled: _, ...given } = settleDue(isBack, now);
  return given;
}

/** Writes on a settled charge where its last entry stands and what the balance was then. */
export const closeCharge = (settled: ChargeRecord, { state, entries }: Draft): ChargeRecord => ({
  ...settled,
  lastSequence: entries.findLast(({ chargeId }) => chargeId === settled.chargeId)?.sequence,
  settledBalanceAfter: state.available,
});

/** What comes back was not used in this period after all. */
export function reduceUse(draft: Draft, tokens: number): Draft {
  const usedThisPeriod = Math.max(0, draft.state.usedThisPeriod - tokens);
  return { ...draft, state: { ...draft.state, usedThisPeriod } };
}

/** Plan tokens of an earlier period roll over as if they had lain there: up to the plan's cap. */
function rollOverLate(draft: Draft, settled: ChargeRecord, now: string): Draft {
  const { state } = draft;
  const tokens = settled.tokens - (settled.capturedTokens ?? 0);
  const fromPlan = slicesToReturn(settled.slices, tokens)
    .filter(({ kind }) => kind === 'plan')
    .reduce((sum, slice) => sum + slice.tokens, 0);
  const kept = Math.min(fromPlan, Math.max(0, rolloverCap(state.plan) - state.rolledOver));
  const rolled = { ...draft, state: { ...state, rolledOver: state.rolledOver + kept } };
  // Without room for a bucket of their own they may have joined another one, and stay there.
  const expired = Math.min(fromPlan - kept, planTokens(draft));
  if (expired === 0) return rolled;
  const reference = { period: periodStart(state.period), returned: settled.chargeId };
  return expirePlanTokens(rolled, expired, reference, now);
}
