import { isServiceId, priceOf } from '../../shared/price-book.ts';
import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readSoundState } from '../ledger/read/read-balance.ts';
import type { Operation } from '../route-request.ts';

/**
 * What a charge would cost the caller now. Changes nothing.
 *
 * @throws AppError `service_unknown`
 */
export function createEstimateCharge(dependencies: {
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly now: () => Date;
}): Operation<typeof routes.estimateCharge> {
  const { ledger, now } = dependencies;
  return async ({ principal, body: { service, quantity } }) => {
    if (!isServiceId(service)) throw new AppError('service_unknown');
    const { accountId } = principal;
    const tokens = priceOf(service, quantity);
    const { available } = await readSoundState(ledger.reader, accountId, now().toISOString());
    const isAffordable = tokens <= available;
    const balanceAfter = isAffordable ? available - tokens : null;
    return { service, quantity, tokens, available, isAffordable, balanceAfter };
  };
}
