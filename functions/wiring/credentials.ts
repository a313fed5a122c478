import { createDeleteCredentials } from '../operations/delete-credentials.ts';
import { createGetCredentials } from '../operations/get-credentials.ts';
import { createPutCredentials } from '../operations/put-credentials.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { credentialVault } from './credential-vault.ts';
import { log, now, table } from './foundation.ts';
import { catalogue } from './servers.ts';

const clientCredentials = () => ({
  accounts: createAccountStore(table()),
  credentials: createCredentialStore(table()),
  log: log(),
});

export const getCredentials = () =>
  createGetCredentials({ ...clientCredentials(), catalogue: catalogue() });

export const putCredentials = () =>
  createPutCredentials({
    ...clientCredentials(),
    catalogue: catalogue(),
    vault: credentialVault(),
    now,
  });

export const deleteCredentials = () => createDeleteCredentials(clientCredentials());
