import type { Credentials } from '../../shared/api/credentials.ts';
import type { OauthClients } from '../credentials/oauth/oauth-clients.ts';
import { isOauthServer, type OauthServerEntry } from '../credentials/oauth/oauth-server-entry.ts';
import { findOauthClient } from '../credentials/oauth/require-oauth-client.ts';
import { listCredentialFields } from '../mcp/list-credential-fields.ts';
import type { ServerEntry } from '../mcp/server-catalogue.ts';
import type { CredentialRow } from '../store/credentials.ts';

/** What may be known of stored credentials: that they are there, never what they are. */
export const describeCredentials = (
  entry: ServerEntry,
  clientId: string,
  row: CredentialRow | null,
  clients: OauthClients,
): Credentials => ({
  clientId,
  server: entry.id,
  title: entry.title,
  storedAt: row?.storedAt ?? null,
  fields: listCredentialFields(entry).map((field) => ({
    ...field,
    isStored: row?.fieldNames.includes(field.name) ?? false,
  })),
  signIn: isOauthServer(entry) ? describeSignIn(entry, row, clients) : null,
});

function describeSignIn(
  { id }: OauthServerEntry,
  row: CredentialRow | null,
  clients: OauthClients,
): Credentials['signIn'] {
  if (!findOauthClient(clients, id)) return 'not_configured';
  if (row === null) return 'none';
  return row.sealed === undefined ? 'ended' : 'connected';
}
