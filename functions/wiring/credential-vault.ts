import { readCipherConfig } from '../config.ts';
import { createCipher } from '../credentials/create-cipher.ts';
import { createCredentialVault } from '../credentials/credential-vault.ts';
import { createReadCredentials } from '../credentials/read-credentials.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { once, table } from './foundation.ts';

export const credentialVault = once(() =>
  createCredentialVault({
    credentials: createCredentialStore(table()),
    cipher: createCipher(readCipherConfig(process.env)),
  }),
);

/** For all that connects to servers. */
export const readCredentials = () =>
  createReadCredentials({ accounts: createAccountStore(table()), vault: credentialVault() });
