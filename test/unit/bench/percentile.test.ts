import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { median, percentile } from '../../bench/load/percentile.ts';

describe('a percentile', () => {
  it('is the value at its rank, in whatever order the values come', () => {
    const values = [50, 10, 40, 20, 30];
    expect([0, 0.2, 0.5, 0.99, 1].map((share) => percentile(values, share))).toEqual([
      10, 10, 30, 50, 50,
    ]);
  });

  it('of one value is that value', () => {
    expect(percentile([7], 0.99)).toBe(7);
  });

  it('of nothing is no number', () => {
    expect(percentile([], 0.5)).toBeNaN();
    expect(median([])).toBeNaN();
  });

  it('has at least its share of the values at or below it', () => {
    fc.assert(
      fc.property(
        fc.array(fc.integer(), { minLength: 1 }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (values, share) => {
          const bound = percentile(values, share);
          const below = values.filter((value) => value <= bound).length;
          expect(values).toContain(bound);
          expect(below / values.length).toBeGreaterThanOrEqual(share);
        },
      ),
    );
  });
});

describe('a median', () => {
  it.each([
    [[3, 1, 2], 2],
    [[4, 1, 3, 2], 2.5],
    [[5], 5],
  ])('of %j is %d', (values, middle) => {
    expect(median(values)).toBe(middle);
  });
});
