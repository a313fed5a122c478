import type { LedgerReader } from '../../functions/ledger/read/ledger-reader.ts';
import type { LedgerItems } from './ledger-memory.ts';

const pageCount = 100;

/** All that the table holds of one account's ledger. */
export async function readLedgerItems(
  reader: LedgerReader,
  accountId: string,
): Promise<LedgerItems> {
  const stored = await reader.readState(accountId);
  const entries = await readAllEntries(reader, accountId);
  const ids = new Set(entries.flatMap((entry) => entry.chargeId ?? []));
  const hashes = new Set(entries.flatMap((entry) => entry.keyHash ?? []));
  const charges = await Promise.all([...ids].map((id) => reader.readCharge(accountId, id)));
  const records = await Promise.all([...hashes].map((hash) => reader.readRecord(accountId, hash)));
  return {
    stored,
    entries,
    charges: new Map(charges.flatMap((charge) => (charge ? [[charge.chargeId, charge]] : []))),
    records: new Map(records.flatMap((record) => (record ? [[record.keyHash, record]] : []))),
  };
}

/** The entries of an account from the first to the last. */
export async function readAllEntries(reader: LedgerReader, accountId: string) {
  const entries = [];
  for (let after: number | null = null; ;) {
    const page = await reader.readEntries(accountId, { order: 'oldest first', after });
    entries.push(...page);
    if (page.length < pageCount) return entries;
    after = page.at(-1)!.sequence;
  }
}
