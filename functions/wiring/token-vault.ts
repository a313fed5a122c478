import { createTokenVault } from '../credentials/oauth/token-vault.ts';
import { createCredentialStore } from '../store/credentials.ts';
import { cipher } from './cipher.ts';
import { table } from './foundation.ts';

/** What is kept of sign-ins. */
export const tokenVault = () =>
  createTokenVault({ credentials: createCredentialStore(table()), cipher: cipher() });
