import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import {
  addToBuckets,
  type Bucket,
  type Slice,
  takeFromBuckets,
} from '../../../functions/ledger/buckets.ts';
import { testTime } from '../../support/ledger-builders.ts';

const buildBucket = (overrides: Partial<Bucket> = {}): Bucket => ({
  kind: 'plan',
  remaining: 10,
  grantedAt: testTime,
  ...overrides,
});
const buildSlice = (overrides: Partial<Slice> = {}): Slice => ({
  kind: 'plan',
  tokens: 5,
  grantedAt: testTime,
  ...overrides,
});
const march = '2026-03-31T00:00:00.000Z';
const april = '2026-04-30T00:00:00.000Z';

describe('taking from buckets', () => {
  it.each<[string, Bucket, Bucket]>([
    [
      'the plan before a purchase',
      buildBucket({ kind: 'plan' }),
      buildBucket({ kind: 'purchase', expiresAt: march }),
    ],
    [
      'what expires first',
      buildBucket({ expiresAt: march }),
      buildBucket({ expiresAt: april, grantedAt: '2025-01-01T00:00:00.000Z' }),
    ],
    ['what expires before what never does', buildBucket({ expiresAt: april }), buildBucket()],
    [
      'the older of two that expire together',
      buildBucket({ grantedAt: '2026-01-01T00:00:00.000Z' }),
      buildBucket({ grantedAt: '2026-02-01T00:00:00.000Z' }),
    ],
  ])('burns %s first', (_, first, second) => {
    for (const buckets of [
      [first, second],
      [second, first],
    ]) {
      expect(takeFromBuckets(buckets, 10).buckets).toEqual([second]);
    }
  });

  it('names what it took from each bucket, in the order it took it', () => {
    const buckets = [buildBucket({ kind: 'purchase' }), buildBucket({ kind: 'plan' })];
    expect(takeFromBuckets(buckets, 14)).toEqual({
      buckets: [{ kind: 'purchase', remaining: 6, grantedAt: testTime }],
      slices: [
        { kind: 'plan', tokens: 10, grantedAt: testTime },
        { kind: 'purchase', tokens: 4, grantedAt: testTime },
      ],
    });
  });

  it('takes nothing for a free service', () => {
    expect(takeFromBuckets([buildBucket()], 0)).toEqual({ buckets: [buildBucket()], slices: [] });
  });

  it('throws rather than take more than there is', () => {
    expect(() => takeFromBuckets([buildBucket()], 11)).toThrow('buckets hold 10 of 11 tokens');
  });
});

describe('adding to buckets', () => {
  it('joins a bucket of the same kind and expiry, and keeps its first time', () => {
    const later = buildSlice({ expiresAt: march, grantedAt: '2026-03-02T00:00:00.000Z' });
    expect(addToBuckets([buildBucket({ expiresAt: march })], later)).toEqual([
      buildBucket({ expiresAt: march, remaining: 15 }),
    ]);
  });

  it.each<[string, Partial<Slice>]>([
    ['another kind', { kind: 'promo' }],
    ['another expiry', { expiresAt: march }],
  ])('makes a new bucket for %s', (_, difference) => {
    const { tokens, ...origin } = buildSlice(difference);
    expect(addToBuckets([buildBucket()], buildSlice(difference))).toEqual([
      buildBucket(),
      { ...origin, remaining: tokens },
    ]);
  });

  it('joins the bucket of its kind that lives longest once there is no room', () => {
    const full = [
      buildBucket({ kind: 'promo', expiresAt: april }),
      ...Array.from({ length: limits.bucketCount - 1 }, (_, day) =>
        buildBucket({ expiresAt: `2026-03-${String(day + 10)}T00:00:00.000Z` }),
      ),
    ];
    const grown = addToBuckets(full, buildSlice({ kind: 'promo', expiresAt: march }));
    expect(grown).toHaveLength(limits.bucketCount);
    expect(grown[0]).toMatchObject({ kind: 'promo', expiresAt: april, remaining: 15 });
    const ofNoKind = addToBuckets(full, buildSlice({ kind: 'refund' }));
    expect(ofNoKind[0]).toMatchObject({ kind: 'promo', remaining: 15 });
  });
});
