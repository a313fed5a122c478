import { createHash } from 'node:crypto';
import type { EntryRow } from './rows.ts';

/** SHA-256, base64url: how the ledger names charges and keys. */
export const hashText = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('base64url');

/** The chain's hash of an entry, spelt out once more. */
export function hashRow(entry: EntryRow): string {
  const names = Object.keys(entry.reference).toSorted();
  return hashText(
    JSON.stringify([
      entry.accountId,
      entry.sequence,
      entry.kind,
      entry.tokens,
      entry.balanceAfter,
      entry.service ?? null,
      entry.quantity ?? null,
      entry.priceVersion,
      entry.chargeId ?? null,
      entry.keyHash ?? null,
      entry.bucket ? [entry.bucket.kind, entry.bucket.expiresAt ?? null] : null,
      entry.clientId ?? null,
      entry.sessionId ?? null,
      names.map((name) => [name, entry.reference[name]]),
      entry.actor,
      entry.createdAt,
      entry.previousHash,
    ]),
  );
}
