import type { LedgerReader } from '../../functions/ledger/ledger-reader.ts';
import type { LedgerItems } from './ledger-memory.ts';

/** All that the table holds of one account's ledger, for accounts of up to 100 entries. */
export async function readLedgerItems(
  reader: LedgerReader,
  accountId: string,
): Promise<LedgerItems> {
  const stored = await reader.readState(accountId);
  const entries = await reader.readEntries(accountId, { order: 'oldest first', after: null });
  const ids = new Set(entries.flatMap((entry) => entry.chargeId ?? []));
  const charges = await Promise.all([...ids].map((id) => reader.readCharge(accountId, id)));
  return {
    stored,
    entries,
    charges: new Map(charges.flatMap((charge) => (charge ? [[charge.chargeId, charge]] : []))),
  };
}
