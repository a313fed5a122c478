import { balanceTool } from '../agent/balance-tool.ts';
import type { OfferedTool } from '../agent/session-tools.ts';
import type { McpTool } from '../mcp/mcp-tool.ts';
import type { ServerEntry } from '../mcp/server-catalogue.ts';
import { getToolPolicy, type ToolPolicy } from '../mcp/tool-policy.ts';
import { isChanged, type ToolPins } from '../mcp/tool-pins.ts';

const ownTool: OfferedTool = {
  tool: balanceTool,
  policy: { service: null, tokens: 0, quantityArgument: null, needsApproval: false },
};

/**
 * The tools of a server, priced, and the copilot's own.
 *
 * @param toolPins the tools of other servers as the session saw them first: one that has
 *   changed since, or is new, asks before it is called, whatever it claims about itself
 * @throws AppError `service_unknown` when a tool of one of our own servers has no price
 */
export const offerTools = (
  entry: ServerEntry,
  tools: readonly McpTool[],
  toolPins?: ToolPins,
): readonly OfferedTool[] => [
  ...tools.map((tool) => ({ tool, policy: decidePolicy(entry, tool, toolPins) })),
  ownTool,
];

function decidePolicy(
  entry: ServerEntry,
  tool: McpTool,
  toolPins: ToolPins | undefined,
): ToolPolicy {
  const policy = getToolPolicy(entry, tool);
  if (entry.kind === 'builtin' || toolPins === undefined) return policy;
  return isChanged(toolPins, tool) ? { ...policy, needsApproval: true } : policy;
}
