import type { routes } from '../../shared/routes.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { AllowanceStore } from '../store/allowances.ts';
import { requireClient } from './require-client.ts';

/** What runs for a client without asking. @throws AppError `client_not_found` */
export function createListAllowances(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly allowances: Pick<AllowanceStore, 'listAllowances'>;
}): Operation<typeof routes.listAllowances> {
  const { accounts, allowances } = dependencies;
  return async ({ principal, params: { clientId } }) => {
    await requireClient(accounts, principal.accountId, clientId);
    return { allowances: await allowances.listAllowances(clientId) };
  };
}
