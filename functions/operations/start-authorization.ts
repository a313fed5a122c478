import type { routes } from '../../shared/routes.ts';
import { limits } from '../../shared/limits.ts';
import { AppError } from '../app-error.ts';
import type { Cipher } from '../credentials/cipher.ts';
import { contextOfCredentials } from '../credentials/credential-owner.ts';
import type { BeginSignIn } from '../credentials/oauth/begin-sign-in.ts';
import { hashSecret } from '../credentials/oauth/hash-secret.ts';
import type { OauthClients } from '../credentials/oauth/oauth-clients.ts';
import { isOauthServer } from '../credentials/oauth/oauth-server-entry.ts';
import { requireOauthClient } from '../credentials/oauth/require-oauth-client.ts';
import type { BrowserOperation } from '../http/browser-handler.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { AuthorizationStore } from '../store/authorizations.ts';
import { requireClient } from './require-client.ts';

/**
 * Begins to connect a client to a server by signing in there. Only the same browser can end it,
 * once, within ten minutes: `finish-authorization.ts`.
 *
 * @throws AppError `client_not_found`, `server_unknown`, `server_not_configured`,
 *   `server_unreachable`, `provider_failed`; `malformed_request` for a server without a sign-in
 */
export function createStartAuthorization(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly catalogue: ServerCatalogue;
  readonly authorizations: Pick<AuthorizationStore, 'putAuthorization'>;
  readonly cipher: Pick<Cipher, 'seal'>;
  readonly clients: OauthClients;
  readonly beginSignIn: BeginSignIn;
  /** Where servers send browsers back to, exactly as the operator has told them. */
  readonly redirectUrl: string;
  readonly makeState: () => string;
  readonly now: () => Date;
}): BrowserOperation<typeof routes.startAuthorization> {
  const { accounts, catalogue, authorizations, cipher, clients } = dependencies;
  const { beginSignIn, redirectUrl, makeState, now } = dependencies;
  return async ({ principal, params: { clientId, server }, body: { returnPath } }, browserId) => {
    const { accountId, actor } = principal;
    await requireClient(accounts, accountId, clientId);
    const entry = catalogue.find(server);
    if (!isOauthServer(entry)) {
      throw new AppError('malformed_request', { detail: `${entry.title} is not signed in to.` });
    }
    const client = requireOauthClient(clients, entry);
    const state = makeState();
    const { authorizationUrl, begun } = await beginSignIn({ entry, client, redirectUrl, state });
    const owner = { accountId, clientId, server };
    const expiresAt = new Date(now().getTime() + limits.authorizationSeconds * 1000).toISOString();
    await authorizations.putAuthorization(hashSecret(state), {
      ...owner,
      actor,
      browserHash: hashSecret(browserId),
      sealed: await cipher.seal(JSON.stringify(begun), contextOfCredentials(owner)),
      returnPath,
      expiresAt,
    });
    return { authorizationUrl, expiresAt };
  };
}
