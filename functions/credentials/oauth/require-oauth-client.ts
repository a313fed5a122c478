import { AppError } from '../../app-error.ts';
import type { OauthClient, OauthClients } from './oauth-clients.ts';
import type { OauthServerEntry } from './oauth-server-entry.ts';

/** @throws AppError `server_not_configured`, which names what the operator sets */
export function requireOauthClient(
  clients: OauthClients,
  { id, title }: OauthServerEntry,
): OauthClient {
  const client = findOauthClient(clients, id);
  if (client) return client;
  throw new AppError('server_not_configured', {
    detail: `${title} needs an OAuth client: the operator sets "${id}" in OAUTH_CLIENTS.`,
  });
}

export const findOauthClient = (clients: OauthClients, server: string): OauthClient | undefined =>
  Object.hasOwn(clients, server) ? clients[server] : undefined;
