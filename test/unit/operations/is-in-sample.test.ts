import { describe, expect, it } from 'vitest';
import { isInSample } from '../../../functions/operations/is-in-sample.ts';

const accountIds = Array.from({ length: 2_000 }, (_, index) => `account-${index}`);
const sampleOf = (day: string, share: number) =>
  accountIds.filter((accountId) => isInSample(accountId, day, share));

describe('the sample of a day', () => {
  it('is everybody at a share of 1, and nobody at 0', () => {
    expect(sampleOf('2026-03-01', 1)).toHaveLength(accountIds.length);
    expect(sampleOf('2026-03-01', 0)).toEqual([]);
  });

  it('is about as large as its share', () => {
    const { length } = sampleOf('2026-03-01', 0.1);
    expect(length).toBeGreaterThan(150);
    expect(length).toBeLessThan(250);
  });

  it('is the same whenever it is asked for', () => {
    expect(sampleOf('2026-03-01', 0.1)).toEqual(sampleOf('2026-03-01', 0.1));
  });

  it('is another one on another day', () => {
    const first = new Set(sampleOf('2026-03-01', 0.1));
    const again = sampleOf('2026-03-02', 0.1).filter((accountId) => first.has(accountId));
    expect(again.length).toBeLessThan(first.size / 2);
  });

  it('grows with its share and loses nobody', () => {
    const larger = new Set(sampleOf('2026-03-01', 0.2));
    expect(sampleOf('2026-03-01', 0.1).every((accountId) => larger.has(accountId))).toBe(true);
  });
});
