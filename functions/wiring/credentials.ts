import { readOauthClients } from '../credentials/oauth/oauth-clients.ts';
import { revokeTokens } from '../credentials/oauth/revoke-tokens.ts';
import { createDeleteCredentials } from '../operations/delete-credentials.ts';
import { createGetCredentials } from '../operations/get-credentials.ts';
import { createPutCredentials } from '../operations/put-credentials.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { credentialVault } from './credential-vault.ts';
import { log, now, table } from './foundation.ts';
import { catalogue } from './servers.ts';
import { tokenVault } from './token-vault.ts';

const oauthClients = async () => readOauthClients(await readEnvironmentWithSecrets(process.env));

const clientCredentials = () => ({
  accounts: createAccountStore(table()),
  credentials: createCredentialStore(table()),
  log: log(),
});

export const getCredentials = async () =>
  createGetCredentials({
    ...clientCredentials(),
    catalogue: catalogue(),
    clients: await oauthClients(),
  });

export const putCredentials = () =>
  createPutCredentials({
    ...clientCredentials(),
    catalogue: catalogue(),
    vault: credentialVault(),
    now,
  });

export const deleteCredentials = async () =>
  createDeleteCredentials({
    ...clientCredentials(),
    vault: tokenVault(),
    clients: await oauthClients(),
    revokeTokens,
  });
