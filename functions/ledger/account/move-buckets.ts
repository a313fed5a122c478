import {
  addToBuckets,
  type Bucket,
  type Slice,
  slicesToReturn,
  takeFromBuckets,
  takeFromOrigin,
} from './buckets.ts';
import type { Entry } from './entry.ts';

/**
 * The buckets after an entry. Writing and auditing both use this, so an audit can tell where the
 * tokens of every balance came from.
 *
 * @param taken what the charge took that the entry gives back; for a release only
 * @throws RangeError when the buckets hold less than the entry takes
 */
export function moveBuckets(
  buckets: readonly Bucket[],
  entry: Pick<Entry, 'kind' | 'tokens' | 'bucket' | 'createdAt'>,
  taken: readonly Slice[],
): Bucket[] {
  const { tokens, bucket } = entry;
  if (tokens === 0) return [...buckets];
  if (entry.kind === 'release')
    return slicesToReturn(taken, tokens).reduce(addToBuckets, [...buckets]);
  if (tokens < 0) {
    return bucket === undefined
      ? takeFromBuckets(buckets, -tokens).buckets
      : takeFromOrigin(buckets, bucket, -tokens);
  }
  if (bucket === undefined) throw new RangeError(`a ${entry.kind} names no bucket`);
  return addToBuckets(buckets, { ...bucket, tokens, grantedAt: entry.createdAt });
}
