import { priceBook, type ServiceId } from '../../shared/price-book.ts';
import { builtinServerIds, type PricedTool, toolServices } from '../../shared/tool-services.ts';
import { AppError } from '../app-error.ts';
import type { McpTool } from './mcp-tool.ts';
import type { ServerEntry } from './server-catalogue.ts';

export interface ToolPolicy {
  /** null: no service of the price book, so it costs nothing. */
  readonly service: ServiceId | null;
  /** Tokens for one call, or for one lot of a service sold in lots. */
  readonly tokens: number;
  /** The argument that says how many units a call asks for; null: one. */
  readonly quantityArgument: string | null;
  /** Stops at an approval card before it runs. */
  readonly needsApproval: boolean;
  /** Asked before the hold whether it would be refused. */
  readonly isPrechecked?: boolean;
  /** Of our own servers: made again under the same key, it does its work once. */
  readonly knowsItsCalls?: boolean;
}

/**
 * What calling a tool costs and whether it asks first. A price asks whatever the tool's
 * annotations claim; a free tool that only reads never asks.
 *
 * @throws AppError service_unknown for a tool of a built-in server that nobody has priced
 */
export function getToolPolicy(
  server: Pick<ServerEntry, 'id' | 'kind'>,
  tool: Pick<McpTool, 'name' | 'isReadOnly' | 'isDestructive'>,
): ToolPolicy {
  const priced = findPricedTool(server, tool.name);
  const tokens = priced === null ? 0 : priceBook.services[priced.service].tokens;
  const needsApproval = tokens > 0 || (tool.isDestructive && !tool.isReadOnly);
  const { service = null, quantityArgument = null } = priced ?? {};
  const knowsItsCalls = server.kind === 'builtin';
  // A server elsewhere does not know the question, and would make the call.
  const isPrechecked = knowsItsCalls && priced?.isPrechecked === true;
  return { service, tokens, quantityArgument, needsApproval, isPrechecked, knowsItsCalls };
}

/**
 * A remote tool that goes by the name of a built-in one is the same service; others are not ours
 * to charge.
 */
function findPricedTool(
  { id, kind }: Pick<ServerEntry, 'id' | 'kind'>,
  toolName: string,
): PricedTool | null {
  for (const serverId of builtinServerIds) {
    if (kind === 'builtin' && serverId !== id) continue;
    const tools = toolServices[serverId];
    const listed = Object.hasOwn(tools, toolName) ? tools[toolName] : undefined;
    if (listed) return listed === 'free' ? null : listed;
  }
  if (kind === 'http') return null;
  throw new AppError('service_unknown', {
    detail: `The tool ${toolName} is not in the price book.`,
  });
}
