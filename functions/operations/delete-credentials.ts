import type { routes } from '../../shared/routes.ts';
import type { CredentialOwner } from '../credentials/credential-owner.ts';
import type { OauthClients } from '../credentials/oauth/oauth-clients.ts';
import { findOauthClient } from '../credentials/oauth/require-oauth-client.ts';
import type { RevokeTokens } from '../credentials/oauth/revoke-tokens.ts';
import type { TokenVault } from '../credentials/oauth/token-vault.ts';
import type { Log } from '../log.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { CredentialStore } from '../store/credentials.ts';
import { requireClient } from './require-client.ts';

/**
 * Forgets a client's credentials for a server, also for one that has left the catalogue. A sign-in
 * is ended at its server as well, if that can be done within moments. Doing so again changes
 * nothing.
 *
 * @throws AppError `client_not_found`
 */
export function createDeleteCredentials(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly credentials: Pick<CredentialStore, 'deleteCredential'>;
  readonly vault: Pick<TokenVault, 'openTokens'>;
  readonly clients: OauthClients;
  readonly revokeTokens: RevokeTokens;
  readonly log: Log;
}): Operation<typeof routes.deleteCredentials> {
  const { accounts, credentials, vault, clients, revokeTokens, log } = dependencies;
  return async ({ principal, params: { clientId, server } }) => {
    const { accountId, actor } = principal;
    await requireClient(accounts, accountId, clientId);
    const owner = { accountId, clientId, server };
    // What cannot be opened is forgotten all the same.
    const stored = await vault.openTokens(owner).catch(() => null);
    await credentials.deleteCredential(clientId, server);
    const revocation =
      stored?.kind === 'connected' ? await revoke(owner, stored.tokens) : undefined;
    log.info('credentials deleted', { ...owner, actor, ...(revocation && { revocation }) });
  };

  async function revoke({ server }: CredentialOwner, tokens: Parameters<RevokeTokens>[1]) {
    const client = findOauthClient(clients, server);
    return client ? revokeTokens(client, tokens) : 'not offered';
  }
}
