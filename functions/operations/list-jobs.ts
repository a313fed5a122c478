import { limits } from '../../shared/limits.ts';
import type { routes } from '../../shared/routes.ts';
import type { ClientJobs } from '../jobs/client-jobs.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import { requireClient } from './require-client.ts';

/** A page of a client's jobs. @throws AppError `client_not_found`, `malformed_request` */
export function createListJobs(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly clientJobs: Pick<ClientJobs, 'list'>;
}): Operation<typeof routes.listJobs> {
  const { accounts, clientJobs } = dependencies;
  return async ({ principal, query }) => {
    const { clientId, limit = limits.jobsDefaultPageCount, cursor } = query;
    await requireClient(accounts, principal.accountId, clientId);
    const { jobs, cursor: next } = await clientJobs.list(clientId, { limit, cursor });
    return { jobs: [...jobs], cursor: next };
  };
}
