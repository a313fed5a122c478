import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { sha256 } from '../account/entry.ts';

/** What a page was asked for: a cursor goes on with the very same. */
export interface TransactionFilters {
  readonly from?: string;
  readonly to?: string;
  readonly service?: string;
}

/** Enough of the hash to tell the filters of honest callers apart; it guards no secret. */
const fingerprintCharacters = 16;

const cursorSchema = z
  .string()
  .regex(/^[1-9][0-9]{0,11}\.[A-Za-z0-9_-]{16}$/)
  .transform((text) => {
    const [sequence = '', fingerprint = ''] = text.split('.');
    return { sequence: Number(sequence), fingerprint };
  });

const fingerprintOf = (accountId: string, { from, to, service }: TransactionFilters): string =>
  sha256(JSON.stringify([accountId, from ?? null, to ?? null, service ?? null])).slice(
    0,
    fingerprintCharacters,
  );

/** Where a page ended, as one opaque word. @param before sequence of the last entry looked at */
export const writeTransactionCursor = (
  accountId: string,
  filters: TransactionFilters,
  before: number,
): string =>
  Buffer.from(`${before}.${fingerprintOf(accountId, filters)}`, 'utf8').toString('base64url');

/**
 * The sequence before which to go on.
 *
 * @throws AppError `malformed_request` for a cursor that is none of ours, or belongs to another
 *   account or other filters
 */
export function readTransactionCursor(
  accountId: string,
  filters: TransactionFilters,
  cursor: string,
): number {
  const parsed = cursorSchema.safeParse(Buffer.from(cursor, 'base64url').toString('utf8'));
  if (!parsed.success) throw refuseCursor('not one of ours');
  if (parsed.data.fingerprint !== fingerprintOf(accountId, filters)) {
    throw refuseCursor('it was given for another list; repeat from, to and service as they were');
  }
  return parsed.data.sequence;
}

const refuseCursor = (reason: string) =>
  new AppError('malformed_request', { detail: `cursor: ${reason}` });
