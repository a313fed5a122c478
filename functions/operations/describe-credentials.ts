import type { Credentials } from '../../shared/api/credentials.ts';
import { listCredentialFields } from '../mcp/list-credential-fields.ts';
import type { ServerEntry } from '../mcp/server-catalogue.ts';
import type { CredentialRow } from '../store/credentials.ts';

/** What may be known of stored credentials: that they are there, never what they are. */
export const describeCredentials = (
  entry: ServerEntry,
  clientId: string,
  row: CredentialRow | null,
): Credentials => ({
  clientId,
  server: entry.id,
  title: entry.title,
  storedAt: row?.storedAt ?? null,
  fields: listCredentialFields(entry).map((field) => ({
    ...field,
    isStored: row?.fieldNames.includes(field.name) ?? false,
  })),
});
