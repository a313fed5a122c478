import { describe, expect, it } from 'vitest';
import { describeBalance } from '../../../functions/agent/balance-tool.ts';
import type { Balance } from '../../../shared/api/tokens.ts';

describe('the balance as a tool result', () => {
  const balance: Balance = {
    accountId: '7',
    available: 97,
    held: 1,
    usedThisPeriod: 3,
    plan: 'free',
    nextPlan: 'free',
    period: { start: '2026-03-01T00:00:00.000Z', end: '2026-04-01T00:00:00.000Z', nextGrant: 100 },
    buckets: [],
    level: 'ok',
    isLow: false,
    isCritical: false,
    isFrozen: false,
  };

  it('says what is left, used and to come', () => {
    const { text, structured } = describeBalance(balance, 1);
    expect(structured).toEqual({
      available: 97,
      usedThisPeriod: 3,
      plan: 'Free',
      tokensPerMonth: 100,
      nextTokensOn: '2026-04-01',
    });
    for (const part of ['97 tokens', 'Used this period: 3', 'Free', '100 tokens', '2026-04-01']) {
      expect(text).toContain(part);
    }
  });

  it('speaks of no message where none asks', () => {
    expect(describeBalance(balance, 1).text).toContain('97 tokens, this message already paid.');
    expect(describeBalance(balance, null).text).toContain('You have 97 tokens.');
  });

  it.each([
    [1, 1, false],
    [21, 1, true],
    [0, 1, false],
  ])('with %i held, %i of them by this message, names others: %s', (held, own, isNamed) => {
    const { text, structured } = describeBalance({ ...balance, held }, own);
    expect(JSON.stringify(structured).includes('heldForOtherWork')).toBe(isNamed);
    expect(text.includes(`Set aside for other running work: ${held - own}`)).toBe(isNamed);
  });
});
