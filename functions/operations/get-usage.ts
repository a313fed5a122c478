import type { routes } from '../../shared/routes.ts';
import type { HistoryReader } from '../ledger/read/history-reader.ts';
import { readUsage } from '../ledger/read/read-usage.ts';
import type { Operation } from '../route-request.ts';

/** What the caller's services have cost, by day and by service. */
export function createGetUsage(dependencies: {
  readonly history: HistoryReader;
  readonly now: () => Date;
}): Operation<typeof routes.getUsage> {
  const { history, now } = dependencies;
  return ({ principal, query }) =>
    readUsage(history, principal.accountId, { days: query.days, now: now() });
}
