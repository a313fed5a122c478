import { AppError } from '../app-error.ts';
import type { ChargeRecord } from '../ledger/account/charge-record.ts';
import type { LedgerReader } from '../ledger/read/ledger-reader.ts';

/**
 * A hold of the caller that was taken through the API. Those of turns and tools are as unknown as
 * those of other accounts: whoever could release one would get the work for nothing.
 *
 * @throws AppError `hold_not_found`
 */
export async function requireHold(
  reader: Pick<LedgerReader, 'readCharge'>,
  accountId: string,
  holdId: string,
): Promise<ChargeRecord> {
  const charge = await reader.readCharge(accountId, holdId);
  if (charge?.kind !== 'hold' || charge.reference['via'] !== 'api') {
    throw new AppError('hold_not_found');
  }
  return charge;
}
