import { emptyEnded, monthStart } from './pass-time.ts';
import { planTerms } from './price-list.ts';
import { type Pocket, type Purse, putIn, takeFrom } from './purse.ts';
import type { Payment, View } from './view.ts';

/**
 * Gives tokens of a hold back to the pockets they came from, what was taken last first. A pocket
 * that has ended meanwhile ends again at once; plan tokens of an earlier month come back as far as
 * they could have been carried over.
 *
 * @param purse brought up to `now`
 */
export function returnTokens(purse: Purse, payment: Payment, tokens: number, now: string): Purse {
  const back = lastTaken(payment.taken, tokens);
  const isOfThisMonth = payment.paidIn === monthStart(purse);
  const filled = back.reduce(putIn, purse);
  const settled = isOfThisMonth
    ? { ...filled, used: Math.max(0, filled.used - tokens) }
    : carryLate(filled, back);
  return emptyEnded(settled, now);
}

/** Gives all holds back whose deadline has passed. */
export function returnOverdue(view: View, purse: Purse, now: string): Purse {
  const overdue = [...purse.open].filter(([, hold]) => isPast(hold.deadlineSeconds, now));
  return overdue.reduce((before, [chargeId, { tokens }]) => {
    const payment = view.payment(chargeId);
    return payment === undefined ? before : returnTokens(before, payment, tokens, now);
  }, purse);
}

export const isPast = (deadlineSeconds: number, now: string): boolean =>
  deadlineSeconds * 1000 <= Date.parse(now);

function lastTaken(taken: readonly Pocket[], tokens: number): Pocket[] {
  let left = tokens;
  return taken.toReversed().map((pocket) => {
    const part = Math.min(left, pocket.tokens);
    left -= part;
    return { ...pocket, tokens: part };
  });
}

/** Plan tokens that come back after their month, and are in the plan's pocket already. */
function carryLate(purse: Purse, back: readonly Pocket[]): Purse {
  const tokens = back.find(({ kind }) => kind === 'plan')?.tokens ?? 0;
  const room = Math.max(0, planTerms[purse.plan].carried - purse.carried);
  const carried = Math.min(tokens, room);
  const kept = { ...purse, carried: purse.carried + carried };
  return takeFrom(kept, { kind: 'plan', until: null, tokens: tokens - carried });
}
