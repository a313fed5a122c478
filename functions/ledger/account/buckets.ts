import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';

/** Where tokens came from, in the order in which they are spent. */
export const bucketKinds = ['plan', 'promo', 'referral', 'migrated', 'refund', 'purchase'] as const;

/** Buckets that agree in this are one. */
export const bucketOriginSchema = z.object({
  kind: z.enum(bucketKinds),
  /** Absent: does not expire by itself. What is left of a plan ends with its period instead. */
  expiresAt: z.iso.datetime().optional(),
});

export const bucketSchema = bucketOriginSchema.extend({
  remaining: z.int().min(0),
  grantedAt: z.iso.datetime(),
});

export type Bucket = z.infer<typeof bucketSchema>;
export type BucketOrigin = z.infer<typeof bucketOriginSchema>;
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

const isSameOrigin = (left: BucketOrigin, right: BucketOrigin) =>
  left.kind === right.kind && left.expiresAt === right.expiresAt;

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

/**
 * Takes tokens out of the buckets of one origin: they expire.
 *
 * @throws RangeError when those hold less
 */
export function takeFromOrigin(
  buckets: readonly Bucket[],
  origin: BucketOrigin,
  tokens: number,
): Bucket[] {
  const own = buckets.filter((bucket) => isSameOrigin(bucket, origin));
  const others = buckets.filter((bucket) => !isSameOrigin(bucket, origin));
  return [...others, ...takeFromBuckets(own, tokens).buckets];
}

/** Puts a slice back, or a new grant in. Buckets of the same kind and expiry are one bucket. */
export function addToBuckets(buckets: readonly Bucket[], slice: Slice): Bucket[] {
  const { tokens, ...origin } = slice;
  const twin =
    buckets.find((bucket) => isSameOrigin(bucket, slice)) ??
    (buckets.length < limits.bucketCount ? undefined : longestLiving(buckets, slice));
  if (twin === undefined) return [...buckets, { ...origin, remaining: tokens }];
  return buckets.map((bucket) =>
    bucket === twin ? { ...bucket, remaining: bucket.remaining + tokens } : bucket,
  );
}

/**
 * With no room for one more bucket, tokens join one in which they live at least as long; not the
 * plan's, which ends with its period.
 */
function longestLiving(buckets: readonly Bucket[], slice: Slice): Bucket {
  const until = ({ expiresAt }: BucketOrigin) => expiresAt ?? '9999';
  const others = buckets.filter(({ kind }) => kind !== 'plan');
  const lasting = others.filter((bucket) => until(bucket) >= until(slice));
  const sameKind = lasting.filter(({ kind }) => kind === slice.kind);
  return [sameKind, lasting, others]
    .find((some) => some.length > 0)!
    .toSorted(compareBuckets)
    .toSorted((left, right) => compareText(until(left), until(right)))
    .at(-1)!;
}

/** The part of what was taken that so many tokens give back: last taken, first returned. */
export function slicesToReturn(slices: readonly Slice[], tokens: number): Slice[] {
  let left = tokens;
  return slices.toReversed().flatMap((slice) => {
    const part = Math.min(slice.tokens, left);
    left -= part;
    return part === 0 ? [] : [{ ...slice, tokens: part }];
  });
}
