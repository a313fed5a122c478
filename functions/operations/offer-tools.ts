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

/** A server of the session with what it lists. */
export interface ListedServer {
  readonly entry: ServerEntry;
  readonly tools: readonly McpTool[];
}

/**
 * The tools of the servers, priced, and the copilot's own. Of two by one name the first is
 * offered, so that a session's own server goes before what comes with every session.
 *
 * @param toolPins the tools of other servers as the session saw them first: one that has
 *   changed since, or is new, asks before it is called, whatever it claims about itself
 * @throws AppError `service_unknown` when a tool of one of our own servers has no price
 */
export function offerTools(
  servers: readonly ListedServer[],
  toolPins?: ToolPins,
): readonly OfferedTool[] {
  const offered = new Map<string, OfferedTool>();
  for (const { entry, tools } of servers) {
    for (const tool of tools) {
      if (offered.has(tool.name)) continue;
      offered.set(tool.name, { tool, policy: decidePolicy(entry, tool, toolPins) });
    }
  }
  return [...offered.values(), ownTool];
}

function decidePolicy(
  entry: ServerEntry,
  tool: McpTool,
  toolPins: ToolPins | undefined,
): ToolPolicy {
  const policy = getToolPolicy(entry, tool);
  if (entry.kind === 'builtin' || toolPins === undefined) return policy;
  return isChanged(toolPins, tool) ? { ...policy, needsApproval: true } : policy;
}
