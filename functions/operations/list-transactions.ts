import { limits } from '../../shared/limits.ts';
import { isServiceId } from '../../shared/price-book.ts';
import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { HistoryReader } from '../ledger/read/history-reader.ts';
import { listTransactions } from '../ledger/read/list-transactions.ts';
import type { Operation } from '../route-request.ts';

/** A page of the caller's history. @throws AppError `service_unknown`, `malformed_request` */
export function createListTransactions(dependencies: {
  readonly history: HistoryReader;
}): Operation<typeof routes.listTransactions> {
  return async ({ principal, query, format }) => {
    const { service } = query;
    if (service !== undefined && !isServiceId(service)) {
      throw new AppError('service_unknown', { members: { service } });
    }
    const usual = format === 'csv' ? limits.csvRowCount : limits.transactionsDefaultPageCount;
    const page = { ...query, limit: query.limit ?? usual };
    return listTransactions(dependencies.history, principal.accountId, page);
  };
}
