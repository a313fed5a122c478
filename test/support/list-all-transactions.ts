import { expect } from 'vitest';
import type { HistoryReader } from '../../functions/ledger/read/history-reader.ts';
import {
  listTransactions,
  type TransactionPage,
} from '../../functions/ledger/read/list-transactions.ts';
import { type Transaction, transactionsSchema } from '../../shared/api/tokens.ts';

const pageCount = 40;

/** Follows the cursors to the end, and checks each page on the way. */
export async function listAllTransactions(
  history: HistoryReader,
  accountId: string,
  page: Omit<TransactionPage, 'cursor'>,
): Promise<Transaction[]> {
  const rows: Transaction[] = [];
  let cursor: string | undefined;
  for (let read = 0; read < pageCount; read++) {
    const answer = await listTransactions(history, accountId, { ...page, cursor });
    expect(answer).toEqual(transactionsSchema.parse(answer));
    expect(answer.transactions.length).toBeLessThanOrEqual(page.limit);
    rows.push(...answer.transactions);
    if (answer.cursor === null) return rows;
    cursor = answer.cursor;
  }
  throw new Error(`more than ${pageCount} pages`);
}
