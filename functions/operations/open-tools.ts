import type { OfferedTool } from '../agent/session-tools.ts';
import type { ConnectTools } from '../mcp/connect-tools.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import { joinConnections } from '../mcp/join-connections.ts';
import type { ToolConnection } from '../mcp/tool-connection.ts';
import type { AllowanceStore } from '../store/allowances.ts';
import type { SessionRecord } from '../store/sessions.ts';
import { listSessionServers } from './list-session-servers.ts';
import { offerTools } from './offer-tools.ts';

export interface OpenToolsDependencies {
  readonly catalogue: ServerCatalogue;
  readonly connectTools: ConnectTools;
  readonly allowances: Pick<AllowanceStore, 'listAllowances'>;
}

export interface OpenTools {
  readonly connection: ToolConnection;
  readonly offered: readonly OfferedTool[];
}

/**
 * Connects a session to its servers, to call what they offer. When one cannot be reached, none
 * stays connected.
 *
 * @throws AppError `server_unknown`, `server_unreachable`, `credentials_missing`, and
 *   `service_unknown` when one of our own tools has no price
 */
export async function openTools(
  { catalogue, connectTools, allowances }: OpenToolsDependencies,
  session: Pick<SessionRecord, 'server' | 'clientId' | 'toolPins'>,
  signal?: AbortSignal,
): Promise<OpenTools> {
  const { clientId, toolPins } = session;
  const entries = listSessionServers(catalogue, session.server);
  const trust = { toolPins, allowances: await allowances.listAllowances(clientId) };
  const connection = await joinConnections(
    entries.map((entry) => connectTools({ entry, clientId, signal })),
  );
  const servers = entries.map((entry, index) => ({
    entry,
    tools: connection.parts[index]?.tools ?? [],
  }));
  return { connection, offered: offerTools(servers, trust) };
}
