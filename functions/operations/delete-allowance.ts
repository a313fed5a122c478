import type { routes } from '../../shared/routes.ts';
import type { Log } from '../log.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { AllowanceStore } from '../store/allowances.ts';
import { requireClient } from './require-client.ts';

/** Makes a tool ask again; one that does so already is left alone. @throws AppError `client_not_found` */
export function createDeleteAllowance(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly allowances: Pick<AllowanceStore, 'revokeAllowance'>;
  readonly log: Log;
  readonly now: () => Date;
}): Operation<typeof routes.deleteAllowance> {
  const { accounts, allowances, log, now } = dependencies;
  return async ({ principal, params }) => {
    const { clientId, server, tool } = params;
    const { accountId, actor } = principal;
    await requireClient(accounts, accountId, clientId);
    const isRevoked = await allowances.revokeAllowance(clientId, params, now());
    if (isRevoked) log.info('tool allowance revoked', { accountId, actor, clientId, server, tool });
  };
}
