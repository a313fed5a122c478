import { priceBook } from '../../../shared/price-book.ts';
import { type BalanceLevel, balanceLevel, balanceLevels } from '../../../shared/plans.ts';
import type { AccountState } from './account-state.ts';
import type { Slice } from './buckets.ts';
import { type Entry, sealEntry } from './entry.ts';
import { moveBuckets } from './move-buckets.ts';
import type { Repair } from '../decide/repair.ts';

/** A state and the entries that lead to it, not committed yet. */
export interface Draft {
  readonly state: AccountState;
  readonly entries: readonly Entry[];
  /** What had to be repaired first, if anything. */
  readonly repair: Repair | null;
}

/** What an entry says; its place in the chain and the balance after it follow from the draft. */
export type EntryContent = Pick<Entry, 'kind' | 'tokens' | 'actor' | 'reference'> &
  Partial<
    Pick<
      Entry,
      | 'service'
      | 'quantity'
      | 'chargeId'
      | 'keyHash'
      | 'bucket'
      | 'clientId'
      | 'sessionId'
      | 'priceVersion'
    >
  >;

/**
 * Appends one entry and moves the state with it: the only way in which a balance changes.
 *
 * @param now ISO 8601 time in UTC; entries never go back in time, even if clocks do
 * @param taken for a release: what the charge took
 */
export function appendEntry(
  draft: Draft,
  content: EntryContent,
  now: string,
  taken: readonly Slice[] = [],
): Draft {
  const { state } = draft;
  const entry = sealEntry({
    priceVersion: priceBook.version,
    ...content,
    accountId: state.accountId,
    sequence: state.version + 1,
    balanceAfter: state.available + content.tokens,
    createdAt: now > state.updatedAt ? now : state.updatedAt,
    previousHash: state.lastHash,
  });
  const moved: AccountState = {
    ...state,
    version: entry.sequence,
    available: entry.balanceAfter,
    buckets: moveBuckets(state.buckets, entry, taken),
    alertedLevel: alertedLevelAfter(state, entry),
    lastHash: entry.hash,
    updatedAt: entry.createdAt,
  };
  return { ...draft, state: moved, entries: [...draft.entries, entry] };
}

const alarmEnders: readonly Entry['kind'][] = ['grant', 'refund', 'adjustment'];

/**
 * Announces each crossing once: a level counts as announced until tokens come in, so that a
 * balance which swings around a threshold, with every hold that is given back, alerts once.
 */
function alertedLevelAfter({ plan, alertedLevel }: AccountState, entry: Entry): BalanceLevel {
  const level = balanceLevel(entry.balanceAfter, plan);
  const isRearmed = entry.tokens > 0 && alarmEnders.includes(entry.kind);
  const isWorse = balanceLevels.indexOf(level) > balanceLevels.indexOf(alertedLevel);
  return isRearmed || isWorse ? level : alertedLevel;
}
