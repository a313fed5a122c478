import * as z from 'zod';
import type { CredentialRow, CredentialStore } from '../store/credentials.ts';
import type { Cipher } from './cipher.ts';
import { contextOfCredentials, type CredentialOwner } from './credential-owner.ts';

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
    const sealed = await cipher.seal(JSON.stringify(fields), contextOfCredentials(owner));
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
    if (row?.sealed === undefined) return null;
    const text = await cipher.open(row.sealed, contextOfCredentials(owner));
    // Not fields: the server asked for a sign-in then.
    return text === null ? null : (fieldsSchema.safeParse(JSON.parse(text)).data ?? null);
  }

  return { keepCredentials, openCredentials };
}
