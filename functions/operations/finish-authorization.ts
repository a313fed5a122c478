import type { AuthorizationAnswer } from '../../shared/api/credentials.ts';
import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Cipher } from '../credentials/cipher.ts';
import { contextOfCredentials } from '../credentials/credential-owner.ts';
import { type BegunSignIn, begunSignInSchema } from '../credentials/oauth/begin-sign-in.ts';
import type { FinishSignIn } from '../credentials/oauth/finish-sign-in.ts';
import { hashSecret } from '../credentials/oauth/hash-secret.ts';
import type { OauthClients } from '../credentials/oauth/oauth-clients.ts';
import { isOauthServer } from '../credentials/oauth/oauth-server-entry.ts';
import { requireOauthClient } from '../credentials/oauth/require-oauth-client.ts';
import type { TokenVault } from '../credentials/oauth/token-vault.ts';
import type { BrowserOperation } from '../http/browser-handler.ts';
import type { Log } from '../log.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import { toAppError } from '../problem.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { AuthorizationRow, AuthorizationStore } from '../store/authorizations.ts';
import { requireClient } from './require-client.ts';

/**
 * Ends what `start-authorization.ts` began: takes the browser back from the server, stores the
 * client's tokens, and leads to the page that asked. Whatever goes wrong is told that page by the
 * code of an error. What was begun is used up first, so that nothing can be played twice.
 */
export function createFinishAuthorization(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly catalogue: ServerCatalogue;
  readonly authorizations: Pick<AuthorizationStore, 'takeAuthorization'>;
  readonly cipher: Pick<Cipher, 'open'>;
  readonly vault: Pick<TokenVault, 'keepTokens'>;
  readonly clients: OauthClients;
  readonly finishSignIn: FinishSignIn;
  readonly publicOrigin: string;
  readonly redirectUrl: string;
  readonly log: Log;
  readonly now: () => Date;
}): BrowserOperation<typeof routes.finishAuthorization> {
  const { accounts, catalogue, authorizations, cipher, vault, clients } = dependencies;
  const { finishSignIn, publicOrigin, redirectUrl, log, now } = dependencies;

  return async ({ query }, browserId) => {
    const { state = '' } = query;
    const row = await authorizations.takeAuthorization(hashSecret(state), now());
    const leadTo = (name: string, value: string) => ({
      location: addToPage(publicOrigin, row?.returnPath ?? '/', name, value),
    });
    try {
      // In another browser somebody would sign in for a client of somebody else.
      if (row?.browserHash !== hashSecret(browserId)) throw new AppError('authorization_expired');
      await connect(row, query);
      return leadTo('connected', row.server);
    } catch (error) {
      const { code, cause, detail } = toAppError(error);
      const { accountId, clientId, server } = row ?? {};
      log.warn('server not connected', { code, detail, cause, accountId, clientId, server });
      return leadTo('connection_failed', code);
    }
  };

  async function connect(row: AuthorizationRow, answer: AuthorizationAnswer): Promise<void> {
    const { accountId, clientId, server, actor } = row;
    const owner = { accountId, clientId, server };
    await requireClient(accounts, accountId, clientId);
    const entry = catalogue.find(server);
    if (!isOauthServer(entry)) throw new AppError('authorization_expired');
    const client = requireOauthClient(clients, entry);
    const begun = await openBegun(row);
    const tokens = await finishSignIn({ entry, client, redirectUrl, begun, answer }, now());
    await vault.keepTokens(owner, tokens);
    log.info('server connected', { ...owner, actor });
  }

  async function openBegun(row: AuthorizationRow): Promise<BegunSignIn> {
    const text = await cipher.open(row.sealed, contextOfCredentials(row));
    if (text === null) throw new AppError('authorization_expired');
    return begunSignInSchema.parse(JSON.parse(text));
  }
}

/** Absolute, so that no path can be taken for the name of a host. */
function addToPage(origin: string, path: string, name: string, value: string): string {
  const page = new URL(origin + path);
  for (const former of ['connected', 'connection_failed']) page.searchParams.delete(former);
  page.searchParams.set(name, value);
  return page.href;
}
