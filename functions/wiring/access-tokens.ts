import { readOauthClients } from '../credentials/oauth/oauth-clients.ts';
import {
  createReadAccessToken,
  type ReadAccessToken,
} from '../credentials/oauth/read-access-token.ts';
import { renewTokens } from '../credentials/oauth/renew-tokens.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { log, now, table } from './foundation.ts';
import { tokenVault } from './token-vault.ts';

let made: ReadAccessToken | undefined;

/** Made when the first server is connected that is signed in to, as it reads the secrets. */
export async function readAccessToken(): Promise<ReadAccessToken> {
  const environment = made ? {} : await readEnvironmentWithSecrets(process.env);
  return (made ??= createReadAccessToken({
    vault: tokenVault(),
    credentials: createCredentialStore(table()),
    clients: readOauthClients(environment),
    renewTokens,
    log: log(),
    now,
  }));
}
