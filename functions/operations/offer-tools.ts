import { balanceTool } from '../agent/balance-tool.ts';
import type { OfferedTool } from '../agent/session-tools.ts';
import { isAllowed } from '../mcp/is-allowed.ts';
import type { McpTool } from '../mcp/mcp-tool.ts';
import type { ServerEntry } from '../mcp/server-catalogue.ts';
import { getToolPolicy, type ToolPolicy } from '../mcp/tool-policy.ts';
import { isChanged, type ToolPins } from '../mcp/tool-pins.ts';
import type { StoredAllowance } from '../store/allowances.ts';

const ownTool: OfferedTool = {
  tool: balanceTool,
  policy: { service: null, tokens: 0, quantityArgument: null, needsApproval: false },
};

/** What a session knows of its tools besides what the servers list. */
export interface ToolTrust {
  readonly toolPins?: ToolPins | undefined;
  readonly allowances: readonly StoredAllowance[];
}

/** A server of the session with what it lists. */
export interface ListedServer {
  readonly entry: ServerEntry;
  readonly tools: readonly McpTool[];
}

/**
 * The tools of the servers, priced, and the copilot's own. Of two by one name the first is
 * offered, so that a session's own server goes before what comes with every session; the name of
 * the copilot's own tool is taken.
 *
 * @param trust.toolPins the tools of other servers as the session saw them first: one that has
 *   changed since, or is new, asks before it is called, whatever it claims about itself
 * @param trust.allowances of the client, whose tools do not ask
 * @throws AppError `service_unknown` when a tool of one of our own servers has no price
 */
export function offerTools(
  servers: readonly ListedServer[],
  trust: ToolTrust,
): readonly OfferedTool[] {
  const offered = new Map<string, OfferedTool>();
  for (const { entry, tools } of servers) {
    for (const tool of tools) {
      if (offered.has(tool.name) || tool.name === balanceTool.name) continue;
      offered.set(tool.name, { tool, policy: decidePolicy(entry, tool, trust), server: entry.id });
    }
  }
  return [...offered.values(), ownTool];
}

function decidePolicy(
  entry: ServerEntry,
  tool: McpTool,
  { toolPins, allowances }: ToolTrust,
): ToolPolicy {
  const policy = getToolPolicy(entry, tool);
  if (isAllowed(allowances, entry, tool)) return { ...policy, needsApproval: false };
  if (entry.kind === 'builtin' || toolPins === undefined) return policy;
  return isChanged(toolPins, tool) ? { ...policy, needsApproval: true } : policy;
}
