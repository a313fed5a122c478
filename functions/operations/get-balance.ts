import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readBalance } from '../ledger/read/read-balance.ts';
import type { Operation } from '../route-request.ts';

/** The caller's balance. Reading never costs and never writes. */
export function createGetBalance(dependencies: {
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly now: () => Date;
}): Operation<typeof routes.getBalance> {
  const { ledger, now } = dependencies;
  return ({ principal }) => readBalance(ledger.reader, principal.accountId, now().toISOString());
}
