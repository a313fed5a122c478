import * as z from 'zod';
import { limits } from '../../shared/limits.ts';

/** Where tokens came from, in the order in which they are spent. */
export const bucketKinds = ['plan', 'promo', 'referral', 'migrated', 'refund', 'purchase'] as const;

export const bucketSchema = z.object({
  kind: z.enum(bucketKinds),
  remaining: z.int().min(0),
  /** Absent: never expires. */
  expiresAt: z.iso.datetime().optional(),
  grantedAt: z.iso.datetime(),
});

export type Bucket = z.infer<typeof bucketSchema>;
export type BucketKind = Bucket['kind'];

/** A part of a bucket: what a charge took, so that a release can give back the same. */
export const sliceSchema = bucketSchema
  .omit({ remaining: true })
  .extend({ tokens: z.int().min(1) });
export type Slice = z.infer<typeof sliceSchema>;

export const sumOfBuckets = (buckets: readonly Bucket[]): number =>
  buckets.reduce((sum, bucket) => sum + bucket.remaining, 0);

/** Spending order: kind, then what expires first, then what is oldest. */
function compareBuckets(left: Bucket, right: Bucket): number {
  return (
    bucketKinds.indexOf(left.kind) - bucketKinds.indexOf(right.kind) ||
    compareText(left.expiresAt ?? '9999', right.expiresAt ?? '9999') ||
    compareText(left.grantedAt, right.grantedAt)
  );
}

const compareText = (left: string, right: string) => (left < right ? -1 : Number(left > right));

/**
 * Takes tokens out of the buckets.
 *
 * @throws RangeError when they hold less: callers check the balance first
 */
export function takeFromBuckets(
  buckets: readonly Bucket[],
  tokens: number,
): { buckets: Bucket[]; slices: Slice[] } {
  let missing = tokens;
  const slices: Slice[] = [];
  const left = buckets.toSorted(compareBuckets).map((bucket) => {
    const taken = Math.min(bucket.remaining, missing);
    if (taken === 0) return bucket;
    missing -= taken;
    const { remaining, ...origin } = bucket;
    slices.push({ ...origin, tokens: taken });
    return { ...origin, remaining: remaining - taken };
  });
  if (missing > 0) throw new RangeError(`buckets hold ${tokens - missing} of ${tokens} tokens`);
  return { buckets: left.filter((bucket) => bucket.remaining > 0), slices };
}

/** Puts a slice back, or a new grant in. Buckets of the same kind and expiry are one bucket. */
export function addToBuckets(buckets: readonly Bucket[], slice: Slice): Bucket[] {
  const { tokens, ...origin } = slice;
  const equal = (bucket: Bucket) =>
    bucket.kind === slice.kind && bucket.expiresAt === slice.expiresAt;
  const twin =
    buckets.find(equal) ??
    (buckets.length < limits.bucketCount ? undefined : lastOfKind(buckets, slice));
  if (twin === undefined) return [...buckets, { ...origin, remaining: tokens }];
  return buckets.map((bucket) =>
    bucket === twin ? { ...bucket, remaining: bucket.remaining + tokens } : bucket,
  );
}

/** With no room for one more bucket, tokens join the bucket in which they live longest. */
function lastOfKind(buckets: readonly Bucket[], slice: Slice): Bucket {
  const sameKind = buckets.filter((bucket) => bucket.kind === slice.kind);
  const candidates = sameKind.length > 0 ? sameKind : buckets;
  return candidates.toSorted(compareBuckets).at(-1)!;
}
