import { createReadCredentials } from '../credentials/read-credentials.ts';
import { createAccountStore } from '../store/accounts.ts';
import { credentialVault } from './credential-vault.ts';
import { table } from './foundation.ts';

/** For all that connects to servers. */
export const readCredentials = () =>
  createReadCredentials({
    accounts: createAccountStore(table()),
    vault: credentialVault(),
    loadReadAccessToken: async () => {
      const { readAccessToken } = await import('./access-tokens.ts');
      return readAccessToken();
    },
  });
