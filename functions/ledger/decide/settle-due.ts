import { limits } from '../../../shared/limits.ts';
import type { AccountState } from '../account/account-state.ts';
import type { Bucket } from '../account/buckets.ts';
import { appendEntry, type Draft } from '../account/draft.ts';
import { nextPeriod, periodEnd } from '../account/period.ts';
import { startPeriod } from './start-period.ts';

/** Entries that one due event writes at most: what expires and what is granted. */
const entriesPerEventCount = 2;

/**
 * Writes what time has brought: expired buckets and new periods, in the order in which they fell
 * due, each at its own time. Settling often and settling once lead to the same entries.
 *
 * @param now ISO 8601 time in UTC
 * @param entryCount entries to write at most
 * @returns `isSettled` false when more is due than that
 */
export function settleDue(
  draft: Draft,
  now: string,
  entryCount: number = limits.dueEntriesPerCommitCount,
): Draft & { readonly isSettled: boolean } {
  let settled = draft;
  while (settled.entries.length - draft.entries.length + entriesPerEventCount <= entryCount) {
    const next = settleNext(settled, now);
    if (next === null) return { ...settled, isSettled: true };
    settled = next;
  }
  return { ...settled, isSettled: settleNext(settled, now) === null };
}

/** The earliest due event carried out, or null when nothing is due. */
function settleNext(draft: Draft, now: string): Draft | null {
  const bucket = firstToExpire(draft.state);
  const end = periodEnd(draft.state.period);
  if (bucket !== null && bucket.expiresAt <= now && bucket.expiresAt <= end) {
    return expireBucket(draft, bucket);
  }
  if (end > now) return null;
  const { plan, nextPlan, period } = draft.state;
  return startPeriod(draft, { plan: nextPlan ?? plan, period: nextPeriod(period) }, end);
}

type ExpiringBucket = Bucket & { readonly expiresAt: string };

const isExpiring = (bucket: Bucket): bucket is ExpiringBucket =>
  bucket.kind !== 'plan' && bucket.expiresAt !== undefined;

function firstToExpire({ buckets }: AccountState): ExpiringBucket | null {
  return (
    buckets
      .filter(isExpiring)
      .toSorted((left, right) => (left.expiresAt < right.expiresAt ? -1 : 1))[0] ?? null
  );
}

const expireBucket = (draft: Draft, { kind, expiresAt, remaining }: ExpiringBucket): Draft =>
  appendEntry(
    draft,
    {
      kind: 'expiry',
      tokens: -remaining,
      bucket: { kind, expiresAt },
      reference: {},
      actor: 'system',
    },
    expiresAt,
  );
