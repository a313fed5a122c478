import { describe, expect, it } from 'vitest';
import { startPeriod } from '../../../functions/ledger/decide/start-period.ts';
import { type PlanId, plans } from '../../../shared/plans.ts';
import { buildState, testTime } from '../../support/ledger-builders.ts';
import { movesOf } from '../../support/ledger-decisions.ts';

const nextStart = '2026-04-01T12:00:00.000Z';
const period = { anchor: testTime, number: 1 };

/** An account with so many plan tokens left, and 50 bought ones, in its next period. */
function startWith(left: number, from: PlanId, to: PlanId = from) {
  const purchase = { kind: 'purchase' as const, remaining: 50, grantedAt: testTime };
  const plan = { kind: 'plan' as const, remaining: left, grantedAt: testTime };
  const buckets = left === 0 ? [purchase] : [plan, purchase];
  const state = buildState({ plan: from, available: left + 50, buckets, usedThisPeriod: 3 });
  return startPeriod({ state, entries: [], repair: null }, { plan: to, period }, nextStart);
}

describe('what is left of a plan when its period ends', () => {
  it.each<[PlanId, number, number, number]>([
    ['free', 0, 0, 0],
    ['free', 100, 0, 100],
    ['starter', 400, 400, 0],
    ['starter', 1_000, 1_000, 0],
    ['starter', 1_001, 1_000, 1],
    ['growth', 5_000, 5_000, 0],
    ['growth', 6_999, 5_000, 1_999],
    ['professional', 1_000_000, 1_000_000, 0],
  ])('%s: of %i tokens %i stay and %i expire', (plan, left, kept, expired) => {
    const { state, entries } = startWith(left, plan);
    const grant = plans[plan].tokensPerMonth;
    expect(movesOf(entries)).toEqual([
      ...(expired > 0 ? [['expiry', -expired]] : []),
      ['grant', grant],
    ]);
    expect(state.rolledOver).toBe(kept);
    expect(state.available).toBe(kept + grant + 50);
  });

  it.each<[PlanId, PlanId, number, number]>([
    ['free', 'starter', 100, 100],
    ['starter', 'free', 1_200, 1_000],
    ['growth', 'starter', 6_000, 5_000],
    ['professional', 'free', 20_000, 20_000],
    ['starter', 'professional', 1_400, 1_400],
  ])('from %s to %s: of %i tokens %i stay, by the more generous cap', (from, to, left, kept) => {
    const { state } = startWith(left, from, to);
    expect(state).toMatchObject({ plan: to, rolledOver: kept });
    expect(state.available).toBe(kept + plans[to].tokensPerMonth + 50);
  });

  it('leaves what was bought alone', () => {
    expect(startWith(100, 'free').state.buckets).toContainEqual({
      kind: 'purchase',
      remaining: 50,
      grantedAt: testTime,
    });
  });

  it('starts the count of what was used anew', () => {
    expect(startWith(10, 'free').state).toMatchObject({ usedThisPeriod: 0, period });
  });
});
