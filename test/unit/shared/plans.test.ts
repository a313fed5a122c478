import { describe, expect, it } from 'vitest';
import { balanceLevel, defaultPlanId, type PlanId, plans } from '../../../shared/plans.ts';

describe('plans', () => {
  it('are the four packages with their tokens, prices and rollover', () => {
    const terms = Object.entries(plans).map(
      ([plan, { tokensPerMonth, usdPerMonth, rolloverTokens }]) => [
        plan,
        tokensPerMonth,
        usdPerMonth,
        rolloverTokens,
      ],
    );
    expect(terms).toEqual([
      ['free', 100, 0, 0],
      ['starter', 500, 29, 1_000],
      ['growth', 2_000, 99, 5_000],
      ['professional', 7_500, 299, null],
    ]);
    expect(defaultPlanId).toBe('free');
  });

  it.each<[number, PlanId, string]>([
    [100, 'free', 'ok'],
    [25, 'free', 'ok'],
    [24, 'free', 'low'],
    [10, 'free', 'low'],
    [9, 'free', 'critical'],
    [1, 'free', 'critical'],
    [0, 'free', 'empty'],
    [1_000_000, 'free', 'ok'],
    [125, 'starter', 'ok'],
    [124, 'starter', 'low'],
    [49, 'starter', 'critical'],
    [1_875, 'professional', 'ok'],
    [1_874, 'professional', 'low'],
    [749, 'professional', 'critical'],
  ])('a balance of %i on %s is %s', (available, plan, level) => {
    expect(balanceLevel(available, plan)).toBe(level);
  });
});
