import type { Transaction } from '../../../shared/api/tokens.ts';
import { limits } from '../../../shared/limits.ts';
import { describeTransaction } from './describe-transaction.ts';
import type { Entry } from '../account/entry.ts';
import type { HistoryReader } from './history-reader.ts';

export interface HistoryRange {
  /** Sequence of the entry before which to begin; null for the newest. */
  readonly before: number | null;
  /** ISO time in UTC of the first moment that is of interest. */
  readonly from?: string;
  readonly service?: string;
  /** Entries of the first read; each further one takes twice as many. */
  readonly firstReadCount: number;
  /** Entries to look at in all. */
  readonly entryCount: number;
}

export interface HistoryStretch {
  /** Newest first. Few or none where the entries of the stretch are parts of other rows. */
  readonly rows: readonly Transaction[];
  /** Entry before which to go on, or null when nothing of interest is left. */
  readonly next: number | null;
  /** Time of the oldest entry that was looked at. */
  readonly oldestAt: string | null;
}

/** The rows of the history, newest first, by stretches that end with the range. */
export async function* walkHistory(
  history: HistoryReader,
  accountId: string,
  range: HistoryRange,
): AsyncGenerator<HistoryStretch, void, undefined> {
  let before = range.before;
  let readCount = range.firstReadCount;
  for (let left = range.entryCount; left > 0;) {
    const limit = Math.min(readCount, left, limits.entriesPerReadCount);
    const page = { order: 'newest first', after: before, limit } as const;
    const entries = await history.readEntries(accountId, page);
    const wanted = entries.filter(({ createdAt }) => createdAt >= (range.from ?? ''));
    before = wanted.length < entries.length ? null : sequenceBefore(entries);
    const rows = await describeEntries(history, accountId, wanted, range.service);
    yield { rows, next: before, oldestAt: entries.at(-1)?.createdAt ?? null };
    if (before === null) return;
    left -= entries.length;
    readCount *= 2;
  }
}

/** Sequences have no gap, so the first entry is the end; a short page may be a heavy one. */
function sequenceBefore(entries: readonly Entry[]): number | null {
  const { sequence = 1 } = entries.at(-1) ?? {};
  return sequence > 1 ? sequence : null;
}

async function describeEntries(
  history: HistoryReader,
  accountId: string,
  entries: readonly Entry[],
  service: string | undefined,
): Promise<Transaction[]> {
  // An entry without a service of its own may have that of its charge.
  const isWanted = (found: string | undefined) => service === undefined || found === service;
  const candidates = entries.filter(
    (entry) => entry.kind !== 'release' && (entry.service === undefined || isWanted(entry.service)),
  );
  const charges = await history.readCharges(accountId, candidates.flatMap(chargeIdsOf));
  return candidates.flatMap((entry) => {
    const [chargeId] = chargeIdsOf(entry);
    const row = describeTransaction(entry, (chargeId && charges.get(chargeId)) || null);
    return row !== null && isWanted(row.service ?? undefined) ? [row] : [];
  });
}

const chargeIdsOf = ({ chargeId }: Entry): string[] => (chargeId === undefined ? [] : [chargeId]);
