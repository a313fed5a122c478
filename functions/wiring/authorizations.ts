import { readOriginConfig } from '../config.ts';
import { readOauthClients } from '../credentials/oauth/oauth-clients.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createAuthorizationStore } from '../store/authorizations.ts';
import { routes } from '../../shared/routes.ts';
import { cipher } from './cipher.ts';
import { log, now, table } from './foundation.ts';
import { catalogue } from './servers.ts';

/** What both ends of a sign-in to a server need. */
export async function authorizationParts() {
  const publicOrigin = readOriginConfig(process.env).PUBLIC_ORIGIN;
  return {
    accounts: createAccountStore(table()),
    authorizations: createAuthorizationStore(table()),
    catalogue: catalogue(),
    cipher: cipher(),
    clients: readOauthClients(await readEnvironmentWithSecrets(process.env)),
    publicOrigin,
    redirectUrl: publicOrigin + routes.finishAuthorization.path,
    log: log(),
    now,
  };
}
