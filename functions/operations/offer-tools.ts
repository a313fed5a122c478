import { balanceTool } from '../agent/balance-tool.ts';
import type { OfferedTool } from '../agent/session-tools.ts';
import type { McpTool } from '../mcp/mcp-tool.ts';
import type { ServerEntry } from '../mcp/server-catalogue.ts';
import { getToolPolicy } from '../mcp/tool-policy.ts';

const ownTool: OfferedTool = {
  tool: balanceTool,
  policy: { service: null, tokens: 0, quantityArgument: null, needsApproval: false },
};

/**
 * The tools of a server, priced, and the copilot's own.
 *
 * @throws AppError `service_unknown` when a tool of one of our own servers has no price
 */
export const offerTools = (
  entry: ServerEntry,
  tools: readonly McpTool[],
): readonly OfferedTool[] => [
  ...tools.map((tool) => ({ tool, policy: getToolPolicy(entry, tool) })),
  ownTool,
];
