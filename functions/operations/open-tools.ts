import type { SessionTool } from '../../shared/api/copilot.ts';
import { balanceTool } from '../agent/balance-tool.ts';
import type { OfferedTool } from '../agent/session-tools.ts';
import type { ConnectTools } from '../mcp/connect-tools.ts';
import type { ToolConnection } from '../mcp/tool-connection.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import { getToolPolicy } from '../mcp/tool-policy.ts';
import type { SessionRecord } from '../store/sessions.ts';

export interface OpenToolsDependencies {
  readonly catalogue: ServerCatalogue;
  readonly connectTools: ConnectTools;
}

export interface OpenTools {
  readonly connection: ToolConnection;
  readonly serverTitle: string;
  /** The server's tools and the copilot's own. */
  readonly offered: readonly OfferedTool[];
}

/**
 * Connects a session to its server and prices what it offers.
 *
 * @throws AppError `server_unknown`, `server_unreachable`, `credentials_missing`, and
 *   `service_unknown` when one of our own tools has no price
 */
export async function openTools(
  { catalogue, connectTools }: OpenToolsDependencies,
  session: Pick<SessionRecord, 'server' | 'clientId'>,
  signal?: AbortSignal,
): Promise<OpenTools> {
  const entry = catalogue.find(session.server);
  const connection = await connectTools({ entry, clientId: session.clientId, signal });
  const priced = connection.tools.map((tool) => ({ tool, policy: getToolPolicy(entry, tool) }));
  return { connection, serverTitle: entry.title, offered: [...priced, ownTool] };
}

const ownTool: OfferedTool = {
  tool: balanceTool,
  policy: { service: null, tokens: 0, quantityArgument: null, needsApproval: false },
};

export const toSessionTool = ({ tool, policy }: OfferedTool): SessionTool => ({
  name: tool.name,
  title: tool.title,
  description: tool.description,
  isReadOnly: tool.isReadOnly,
  service: policy.service,
  tokens: policy.tokens,
  needsApproval: policy.needsApproval,
});
