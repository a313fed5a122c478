import type { Transaction, Transactions } from '../../../shared/api/tokens.ts';
import { limits } from '../../../shared/limits.ts';
import { findSequenceAt } from './find-sequence-at.ts';
import type { HistoryReader } from './history-reader.ts';
import {
  readTransactionCursor,
  type TransactionFilters,
  writeTransactionCursor,
} from './transaction-cursor.ts';
import { walkHistory } from './walk-history.ts';

export interface TransactionPage extends TransactionFilters {
  /** Rows. */
  readonly limit: number;
  readonly cursor?: string;
  /** Entries to look at, when most of them are no rows of the page. */
  readonly entryCount?: number;
}

/**
 * The history as people read it, newest first. A page may hold fewer rows than were asked for, or
 * none, when it had to look at many entries; as long as there is a cursor, there may be more.
 *
 * @param page.from ISO time of the first moment, and `page.to` that after the last
 * @throws AppError `malformed_request` for a cursor that is not of this account and these filters
 */
export async function listTransactions(
  history: HistoryReader,
  accountId: string,
  page: TransactionPage,
): Promise<Transactions> {
  const { limit, service, from } = page;
  const entryCount = page.entryCount ?? Math.max(limits.entriesPerPageCount, 2 * limit);
  const before = await findStart(history, accountId, page);
  const firstReadCount = service === undefined ? limit + 1 : limits.entriesPerReadCount;
  const range = { before, from, service, firstReadCount, entryCount };
  const writeCursor = (sequence: number) => writeTransactionCursor(accountId, page, sequence);
  const transactions: Transaction[] = [];
  let next: number | null = null;
  let bytes = 0;
  for await (const stretch of walkHistory(history, accountId, range)) {
    for (const row of stretch.rows) {
      bytes += Buffer.byteLength(JSON.stringify(row));
      if (transactions.length === limit || (bytes > limits.listBytes && transactions.length > 0)) {
        return { transactions, cursor: writeCursor(transactions.at(-1)!.sequence) };
      }
      transactions.push(row);
    }
    next = stretch.next;
  }
  return { transactions, cursor: next === null ? null : writeCursor(next) };
}

/** The entry before which the page begins, or null for the newest. */
async function findStart(
  history: HistoryReader,
  accountId: string,
  page: TransactionPage,
): Promise<number | null> {
  if (page.cursor !== undefined) return readTransactionCursor(accountId, page, page.cursor);
  return page.to === undefined ? null : findSequenceAt(history, accountId, page.to);
}
