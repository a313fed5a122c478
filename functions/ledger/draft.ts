import { priceBook } from '../../shared/price-book.ts';
import type { AccountState } from './account-state.ts';
import type { Bucket } from './buckets.ts';
import { type Entry, sealEntry } from './entry.ts';

/** A state and the entries that lead to it, not committed yet. */
export interface Draft {
  readonly state: AccountState;
  readonly entries: readonly Entry[];
}

/** What an entry says; its place in the chain and the balance after it follow from the draft. */
export type EntryContent = Pick<Entry, 'kind' | 'tokens' | 'actor' | 'reference'> &
  Partial<
    Pick<Entry, 'service' | 'quantity' | 'chargeId' | 'clientId' | 'sessionId' | 'priceVersion'>
  >;

/**
 * Appends one entry and moves the state with it: the only way in which a balance changes.
 *
 * @param buckets the buckets after the entry; they must add up to the new balance
 * @param now ISO 8601 time in UTC
 */
export function appendEntry(
  draft: Draft,
  content: EntryContent,
  buckets: readonly Bucket[],
  now: string,
): Draft {
  const { state } = draft;
  const entry = sealEntry({
    priceVersion: priceBook.version,
    ...content,
    accountId: state.accountId,
    sequence: state.version + 1,
    balanceAfter: state.available + content.tokens,
    createdAt: now,
    previousHash: state.lastHash,
  });
  const moved: AccountState = {
    ...state,
    version: entry.sequence,
    available: entry.balanceAfter,
    buckets: [...buckets],
    lastHash: entry.hash,
    updatedAt: now,
  };
  return { state: moved, entries: [...draft.entries, entry] };
}
