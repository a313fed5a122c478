import { createCredentialVault } from '../credentials/credential-vault.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { cipher } from './cipher.ts';
import { once, table } from './foundation.ts';

export const credentialVault = once(() =>
  createCredentialVault({ credentials: createCredentialStore(table()), cipher: cipher() }),
);
