import type { HistoryReader } from './history-reader.ts';

/**
 * The sequence of the first entry at or after a moment, or one more than the last entry's when
 * there is none. Entries stand in order of sequence and never go back in time, so halving finds it
 * in some 20 single reads among a million.
 *
 * @param time ISO 8601 in UTC, with milliseconds
 */
export async function findSequenceAt(
  { readEntries }: Pick<HistoryReader, 'readEntries'>,
  accountId: string,
  time: string,
): Promise<number> {
  const [newest] = await readEntries(accountId, { order: 'newest first', after: null, limit: 1 });
  if (newest === undefined) return 1;
  if (newest.createdAt < time) return newest.sequence + 1;
  // Invariant: every entry before `low` is earlier than `time`, the one at `high` is not.
  let low = 1;
  let high = newest.sequence;
  while (low < high) {
    const middle = Math.floor((low + high) / 2);
    const page = { order: 'oldest first', after: middle - 1, limit: 1 } as const;
    const [entry] = await readEntries(accountId, page);
    if (entry !== undefined && entry.createdAt < time) low = middle + 1;
    else high = middle;
  }
  return low;
}
