import type { HttpServerEntry } from '../../shared/server-entry.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { CredentialFields, CredentialVault } from './credential-vault.ts';
import { isOauthServer } from './oauth/oauth-server-entry.ts';
import type { ReadAccessToken } from './oauth/read-access-token.ts';

/**
 * What a client has stored for a server; no fields when nothing is, or nothing that opens. For a
 * server that the client signs in to, an `accessToken`, renewed where that is due.
 *
 * @param rejectedToken one that the server did not take, although it should be good
 * @throws AppError `provider_failed` when stored ones cannot be opened right now; for sign-ins as
 *   {@link ReadAccessToken} does
 */
export type ReadCredentials = (
  entry: HttpServerEntry,
  clientId: string,
  rejectedToken?: string,
) => Promise<CredentialFields>;

/**
 * Makes the function that finds the credentials for a connection.
 *
 * @param parts.loadReadAccessToken loaded only for a server that is signed in to
 */
export function createReadCredentials(parts: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly vault: Pick<CredentialVault, 'openCredentials'>;
  readonly loadReadAccessToken: () => Promise<ReadAccessToken>;
}): ReadCredentials {
  const { accounts, vault, loadReadAccessToken } = parts;
  return async (entry, clientId, rejectedToken) => {
    const client = await accounts.readClient(clientId);
    if (client === null) return {};
    const owner = { accountId: client.accountId, clientId, server: entry.id };
    if (!isOauthServer(entry)) return (await vault.openCredentials(owner)) ?? {};
    const readAccessToken = await loadReadAccessToken();
    return { accessToken: await readAccessToken(entry, owner, rejectedToken) };
  };
}
