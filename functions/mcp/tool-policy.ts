import { priceBook, type ServiceId } from '../../shared/price-book.ts';
import { builtinServerIds, toolServices } from '../../shared/tool-services.ts';
import { AppError } from '../app-error.ts';
import type { McpTool } from './mcp-tool.ts';
import type { ServerEntry } from './server-catalogue.ts';

export interface ToolPolicy {
  /** null: no service of the price book, so it costs nothing. */
  readonly service: ServiceId | null;
  /** Tokens for one call, or for one lot of a service sold in lots. */
  readonly tokens: number;
  /** Stops at an approval card before it runs. */
  readonly needsApproval: boolean;
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
  const service = findService(server, tool.name);
  const tokens = service === null ? 0 : priceBook.services[service].tokens;
  const needsApproval = tokens > 0 || (tool.isDestructive && !tool.isReadOnly);
  return { service, tokens, needsApproval };
}

/**
 * A remote tool that goes by the name of a built-in one is the same service; others are not ours
 * to charge.
 */
function findService(
  { id, kind }: Pick<ServerEntry, 'id' | 'kind'>,
  toolName: string,
): ServiceId | null {
  for (const serverId of builtinServerIds) {
    if (kind === 'builtin' && serverId !== id) continue;
    const services = toolServices[serverId];
    const service = Object.hasOwn(services, toolName) ? services[toolName] : undefined;
    if (service) return service === 'free' ? null : service;
  }
  if (kind === 'http') return null;
  throw new AppError('service_unknown', {
    detail: `The tool ${toolName} is not in the price book.`,
  });
}
