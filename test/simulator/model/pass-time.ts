import { type PlanName, planTerms } from './price-list.ts';
import { type Pocket, type Purse, putIn, rearm, takeFrom } from './purse.ts';

/** Months that one look may bring; an account is never left alone for longer. */
const monthLimit = 1_200;

/** What a new account finds: a month of the free plan. @param now ISO 8601 time in UTC */
export const openPurse = (now: string): Purse =>
  rearm(
    putIn(
      {
        pockets: [],
        used: 0,
        plan: 'free',
        nextPlan: null,
        anchor: now,
        month: 0,
        carried: 0,
        isFrozen: false,
        announced: 'ok',
        open: new Map(),
      },
      { kind: 'plan', until: null, tokens: planTerms.free.monthly },
    ),
  );

export const monthStart = ({ anchor, month }: Purse): string => addMonths(anchor, month);
export const monthEnd = ({ anchor, month }: Purse): string => addMonths(anchor, month + 1);

/** Brings a purse up to a time: pockets that end, months that begin, one after the other. */
export function passTime(purse: Purse, now: string): Purse {
  let passed = purse;
  for (let count = 0; count < monthLimit; count++) {
    const end = monthEnd(passed);
    passed = emptyEnded(passed, now < end ? now : end);
    if (end > now) return passed;
    passed = beginMonth({ ...passed, month: passed.month + 1 }, passed.nextPlan ?? passed.plan);
  }
  throw new RangeError(`more than ${monthLimit} months at once`);
}

/** Takes out what ends at a time or before it. */
export function emptyEnded(purse: Purse, now: string): Purse {
  const isEnded = ({ kind, until }: Pocket) => kind !== 'plan' && until !== null && until <= now;
  return purse.pockets.filter(isEnded).toSorted(byEnd).reduce(takeFrom, purse);
}

const byEnd = (left: Pocket, right: Pocket) => ((left.until ?? '') < (right.until ?? '') ? -1 : 1);

/**
 * Begins a month that the purse's anchor and number already name: what the more generous of both
 * plans lets through is carried over, the rest of the plan's tokens is gone, new ones come.
 */
export function beginMonth(purse: Purse, plan: PlanName): Purse {
  const left = purse.pockets.find(({ kind }) => kind === 'plan')?.tokens ?? 0;
  const cap = Math.max(planTerms[purse.plan].carried, planTerms[plan].carried);
  const carried = Math.min(left, cap);
  const emptied = takeFrom(purse, { kind: 'plan', until: null, tokens: left - carried });
  const begun = { ...emptied, plan, nextPlan: null, used: 0, carried };
  const granted = { kind: 'plan', until: null, tokens: planTerms[plan].monthly } as const;
  return rearm(putIn(begun, granted));
}

/** The same day so many months later, or the last of a month that is too short. */
export function addMonths(anchor: string, months: number): string {
  const start = new Date(anchor);
  const year = start.getUTCFullYear();
  const month = start.getUTCMonth() + months;
  const lastDay = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  const day = Math.min(start.getUTCDate(), lastDay);
  const timeOfDay = Date.parse(anchor) % (24 * 60 * 60 * 1000);
  return new Date(Date.UTC(year, month, day) + timeOfDay).toISOString();
}
