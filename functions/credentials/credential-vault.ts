import * as z from 'zod';
import type { CredentialRow, CredentialStore } from '../store/credentials.ts';
import type { Cipher, CipherContext } from './cipher.ts';

/** Whose credentials, and for which server. */
export interface CredentialOwner {
  readonly accountId: string;
  readonly clientId: string;
  readonly server: string;
}

/** Fields by name, as the server's entry asks for them. */
export type CredentialFields = Readonly<Record<string, string>>;
export type CredentialVault = ReturnType<typeof createCredentialVault>;

const fieldsSchema = z.record(z.string(), z.string());

/** Seals credentials on their way to the table, and opens them for the one they belong to. */
export function createCredentialVault({
  credentials,
  cipher,
}: {
  readonly credentials: Pick<CredentialStore, 'putCredential' | 'readCredential'>;
  readonly cipher: Cipher;
}) {
  /** @throws AppError `provider_failed` */
  async function keepCredentials(
    owner: CredentialOwner,
    fields: CredentialFields,
    now: Date,
  ): Promise<CredentialRow> {
    const sealed = await cipher.seal(JSON.stringify(fields), contextOf(owner));
    const row = { sealed, fieldNames: Object.keys(fields), storedAt: now.toISOString() };
    await credentials.putCredential(owner.clientId, owner.server, row);
    return row;
  }

  /**
   * @returns null for none, and for a row that was sealed for somebody else
   * @throws AppError `provider_failed`
   */
  async function openCredentials(owner: CredentialOwner): Promise<CredentialFields | null> {
    const row = await credentials.readCredential(owner.clientId, owner.server);
    const text = row && (await cipher.open(row.sealed, contextOf(owner)));
    return text === null ? null : fieldsSchema.parse(JSON.parse(text));
  }

  return { keepCredentials, openCredentials };
}

/** A row that somebody copies to another client, account or server does not open there. */
const contextOf = ({ accountId, clientId, server }: CredentialOwner): CipherContext => ({
  purpose: 'credentials',
  accountId,
  clientId,
  server,
});
