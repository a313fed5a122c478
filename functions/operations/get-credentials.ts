import type { routes } from '../../shared/routes.ts';
import type { OauthClients } from '../credentials/oauth/oauth-clients.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { CredentialStore } from '../store/credentials.ts';
import { describeCredentials } from './describe-credentials.ts';
import { requireClient } from './require-client.ts';

/**
 * What a server asks for, and whether the client has it stored.
 *
 * @throws AppError `client_not_found`, `server_unknown`
 */
export function createGetCredentials(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly catalogue: ServerCatalogue;
  readonly credentials: Pick<CredentialStore, 'readCredential'>;
  readonly clients: OauthClients;
}): Operation<typeof routes.getCredentials> {
  const { accounts, catalogue, credentials, clients } = dependencies;
  return async ({ principal, params: { clientId, server } }) => {
    await requireClient(accounts, principal.accountId, clientId);
    const entry = catalogue.find(server);
    const row = await credentials.readCredential(clientId, server);
    return describeCredentials(entry, clientId, row, clients);
  };
}
