import type { OfferedTool } from '../agent/session-tools.ts';
import type { ConnectTools } from '../mcp/connect-tools.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import type { ToolConnection } from '../mcp/tool-connection.ts';
import type { SessionRecord } from '../store/sessions.ts';
import { offerTools } from './offer-tools.ts';

export interface OpenToolsDependencies {
  readonly catalogue: ServerCatalogue;
  readonly connectTools: ConnectTools;
}

export interface OpenTools {
  readonly connection: ToolConnection;
  readonly offered: readonly OfferedTool[];
}

/**
 * Connects a session to its server, to call what that offers.
 *
 * @throws AppError `server_unknown`, `server_unreachable`, `credentials_missing`, and
 *   `service_unknown` when one of our own tools has no price
 */
export async function openTools(
  { catalogue, connectTools }: OpenToolsDependencies,
  session: Pick<SessionRecord, 'server' | 'clientId' | 'toolPins'>,
  signal?: AbortSignal,
): Promise<OpenTools> {
  const { clientId, toolPins } = session;
  const entry = catalogue.find(session.server);
  const connection = await connectTools({ entry, clientId, signal });
  return { connection, offered: offerTools(entry, connection.tools, toolPins) };
}
