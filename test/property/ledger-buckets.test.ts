import fc from 'fast-check';
import { expect, it } from 'vitest';
import { limits } from '../../shared/limits.ts';
import {
  addToBuckets,
  type Bucket,
  bucketKinds,
  sumOfBuckets,
  takeFromBuckets,
} from '../../functions/ledger/account/buckets.ts';

const months = ['2026-01', '2026-02', '2026-03', '2026-04'];
const sliceArbitrary = fc.record({
  kind: fc.constantFrom(...bucketKinds),
  tokens: fc.integer({ min: 1, max: 50 }),
  grantedAt: fc.constantFrom(...months).map((month) => `${month}-01T00:00:00.000Z`),
  expiresAt: fc.option(
    fc.constantFrom(...months).map((month) => `${month}-28T00:00:00.000Z`),
    { nil: undefined },
  ),
});
const bucketsArbitrary = fc
  .array(sliceArbitrary, { maxLength: 40 })
  .map((slices) => slices.reduce<Bucket[]>(addToBuckets, []));

it('never loses or makes a token, whatever is granted, and stays within its limit', () => {
  fc.assert(
    fc.property(fc.array(sliceArbitrary, { maxLength: 60 }), (slices) => {
      const buckets = slices.reduce<Bucket[]>(addToBuckets, []);
      expect(sumOfBuckets(buckets)).toBe(slices.reduce((sum, slice) => sum + slice.tokens, 0));
      expect(buckets.length).toBeLessThanOrEqual(limits.bucketCount);
    }),
  );
});

it('takes exactly what is asked for, and its slices put the same buckets back', () => {
  fc.assert(
    fc.property(bucketsArbitrary, fc.nat(), (buckets, seed) => {
      const total = sumOfBuckets(buckets);
      const tokens = seed % (total + 1);
      const taken = takeFromBuckets(buckets, tokens);
      expect(sumOfBuckets(taken.buckets)).toBe(total - tokens);
      const returned = taken.slices.reduce<Bucket[]>(addToBuckets, taken.buckets);
      expect(returned.toSorted(byContent)).toEqual(buckets.toSorted(byContent));
    }),
  );
});

it('burns in steps what it would burn at once', () => {
  fc.assert(
    fc.property(bucketsArbitrary, fc.nat(), fc.nat(), (buckets, first, second) => {
      const total = sumOfBuckets(buckets);
      const one = first % (total + 1);
      const two = second % (total - one + 1);
      const inSteps = takeFromBuckets(takeFromBuckets(buckets, one).buckets, two);
      expect(inSteps.buckets).toEqual(takeFromBuckets(buckets, one + two).buckets);
    }),
  );
});

const byContent = (left: Bucket, right: Bucket) =>
  JSON.stringify([left.kind, left.expiresAt, left.grantedAt, left.remaining]) <
  JSON.stringify([right.kind, right.expiresAt, right.grantedAt, right.remaining])
    ? -1
    : 1;
