import type { ServerCatalogue, ServerEntry } from '../mcp/server-catalogue.ts';

const companionServer = 'outreach';

/**
 * The servers of a session, its own first: calls and posts can be made next to any CRM.
 *
 * @throws AppError `server_unknown`
 */
export function listSessionServers(
  catalogue: ServerCatalogue,
  server: string,
): readonly ServerEntry[] {
  const own = catalogue.find(server);
  const companion = catalogue.find(companionServer);
  return own.id === companion.id ? [own] : [own, companion];
}
