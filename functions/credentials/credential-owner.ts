import type { CipherContext } from './cipher.ts';

/** Whose credentials, and for which server. */
export interface CredentialOwner {
  readonly accountId: string;
  readonly clientId: string;
  readonly server: string;
}

/** A row that somebody copies to another client, account or server does not open there. */
export const contextOfCredentials = ({
  accountId,
  clientId,
  server,
}: CredentialOwner): CipherContext => ({
  purpose: 'credentials',
  accountId,
  clientId,
  server,
});
