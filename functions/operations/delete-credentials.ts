import type { routes } from '../../shared/routes.ts';
import type { Log } from '../log.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { CredentialStore } from '../store/credentials.ts';
import { requireClient } from './require-client.ts';

/**
 * Forgets a client's credentials for a server, also for one that has left the catalogue. Doing so
 * again changes nothing.
 *
 * @throws AppError `client_not_found`
 */
export function createDeleteCredentials(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly credentials: Pick<CredentialStore, 'deleteCredential'>;
  readonly log: Log;
}): Operation<typeof routes.deleteCredentials> {
  const { accounts, credentials, log } = dependencies;
  return async ({ principal, params: { clientId, server } }) => {
    const { accountId, actor } = principal;
    await requireClient(accounts, accountId, clientId);
    await credentials.deleteCredential(clientId, server);
    log.info('credentials deleted', { accountId, actor, clientId, server });
  };
}
