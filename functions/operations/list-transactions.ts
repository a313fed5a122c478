import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { listTransactions } from '../ledger/list-transactions.ts';
import type { Operation } from '../route-request.ts';

/** A page of the caller's history. */
export function createListTransactions(dependencies: {
  readonly ledger: Pick<Ledger, 'reader'>;
}): Operation<typeof routes.listTransactions> {
  return ({ principal, query }) =>
    listTransactions(dependencies.ledger.reader, principal.accountId, query);
}
