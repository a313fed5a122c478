import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import {
  addToBuckets,
  type Bucket,
  type Slice,
  slicesToReturn,
  takeFromBuckets,
  takeFromOrigin,
} from '../../../functions/ledger/account/buckets.ts';
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

describe('taking from the buckets of one origin', () => {
  const buckets = [
    buildBucket({ kind: 'promo', expiresAt: march }),
    buildBucket({ kind: 'promo', expiresAt: april }),
    buildBucket(),
  ];

  it('leaves all others alone, whatever the order of spending', () => {
    const left = takeFromOrigin(buckets, { kind: 'promo', expiresAt: april }, 10);
    expect(left.toSorted((one) => (one.kind === 'plan' ? 1 : -1))).toEqual([
      buckets[0],
      buckets[2],
    ]);
  });

  it('throws rather than take what is of another origin', () => {
    const take = () => takeFromOrigin(buckets, { kind: 'promo', expiresAt: march }, 11);
    expect(take).toThrow('buckets hold 10 of 11 tokens');
    expect(() => takeFromOrigin(buckets, { kind: 'promo' }, 1)).toThrow('hold 0 of 1');
  });
});

describe('the part of what was taken that comes back', () => {
  const slices = [buildSlice(), buildSlice({ kind: 'promo' }), buildSlice({ kind: 'purchase' })];

  it.each([
    [0, []],
    [3, [['purchase', 3]]],
    [
      7,
      [
        ['purchase', 5],
        ['promo', 2],
      ],
    ],
    [
      15,
      [
        ['purchase', 5],
        ['promo', 5],
        ['plan', 5],
      ],
    ],
  ])('is for %i tokens what was taken last', (tokens, expected) => {
    const parts = slicesToReturn(slices, tokens);
    expect(parts.map((part) => [part.kind, part.tokens])).toEqual(expected);
  });
});
