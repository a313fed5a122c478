import * as z from 'zod';
import type { Transaction, Transactions } from '../../shared/api/tokens.ts';
import { AppError } from '../app-error.ts';
import type { ChargeRecord } from './charge-record.ts';
import type { Entry } from './entry.ts';
import type { LedgerReader } from './ledger-reader.ts';

/** Pages of entries that one page of transactions may take, as releases are not rows. */
const entryPageCount = 5;

/**
 * The history as people read it, newest first. A hold and its release are one row with what
 * became of it.
 *
 * @param page.cursor as an earlier answer returned it
 * @throws AppError `malformed_request` for a cursor that is none of ours
 */
export async function listTransactions(
  reader: LedgerReader,
  accountId: string,
  page: { limit: number; cursor?: string },
): Promise<Transactions> {
  const { rows, next } = await readRows(reader, accountId, page);
  const transactions = await Promise.all(rows.map((entry) => toTransaction(reader, entry)));
  return { transactions, cursor: next === null ? null : writeCursor(next) };
}

/** The entries that are rows, and the sequence to go on from, or null at the end. */
async function readRows(
  reader: LedgerReader,
  accountId: string,
  { limit, cursor }: { limit: number; cursor?: string },
): Promise<{ rows: Entry[]; next: number | null }> {
  const found: Entry[] = [];
  let after = cursor === undefined ? null : readCursor(cursor);
  for (let page = 0; page < entryPageCount && found.length <= limit; page++) {
    const order = 'newest first' as const;
    const entries = await reader.readEntries(accountId, { order, after, limit: limit + 1 });
    found.push(...entries.filter((entry) => entry.kind !== 'release'));
    after = entries.length > limit ? (entries.at(-1)?.sequence ?? null) : null;
    if (after === null) break;
  }
  const rows = found.slice(0, limit);
  return { rows, next: found.length > limit ? (rows.at(-1)?.sequence ?? null) : after };
}

async function toTransaction(reader: LedgerReader, entry: Entry): Promise<Transaction> {
  const charge =
    entry.kind === 'hold' && entry.chargeId !== undefined
      ? await reader.readCharge(entry.accountId, entry.chargeId)
      : null;
  return {
    id: `${entry.accountId}-${entry.sequence}`,
    sequence: entry.sequence,
    kind: entry.kind,
    service: entry.service ?? null,
    quantity: entry.quantity ?? null,
    tokens: charge === null || charge.status === 'open' ? entry.tokens : keptOf(charge),
    balanceAfter: charge?.settledBalanceAfter ?? entry.balanceAfter,
    status: statusOf(entry, charge),
    createdAt: entry.createdAt,
    clientId: entry.clientId ?? null,
    sessionId: entry.sessionId ?? null,
    reference: entry.reference,
  };
}

const keptOf = (charge: ChargeRecord) => 0 - (charge.capturedTokens ?? 0);

function statusOf(entry: Entry, charge: ChargeRecord | null): Transaction['status'] {
  if (charge?.status === 'open') return 'pending';
  if (charge !== null) {
    const isWhole = charge.capturedTokens === charge.tokens;
    if (charge.status === 'captured' && isWhole) return 'charged';
    return charge.capturedTokens ? 'partly_released' : 'released';
  }
  if (entry.kind === 'charge') return 'charged';
  return entry.tokens > 0 ? 'credited' : 'recorded';
}

const cursorSchema = z.string().regex(/^[1-9][0-9]{0,11}$/);

const writeCursor = (sequence: number) => Buffer.from(String(sequence)).toString('base64url');

function readCursor(cursor: string): number {
  const parsed = cursorSchema.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!parsed.success)
    throw new AppError('malformed_request', { detail: 'cursor: not one of ours' });
  return Number(parsed.data);
}
