import type { OfferedTool } from '../agent/session-tools.ts';
import type { ListTools } from '../mcp/list-tools.ts';
import { pinTools, type ToolPins } from '../mcp/tool-pins.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import type { AllowanceStore } from '../store/allowances.ts';
import type { SessionRecord } from '../store/sessions.ts';
import { listSessionServers } from './list-session-servers.ts';
import { offerTools } from './offer-tools.ts';

export interface ListSessionToolsDependencies {
  readonly catalogue: ServerCatalogue;
  readonly listTools: ListTools;
  readonly allowances: Pick<AllowanceStore, 'listAllowances'>;
}

export interface SessionTools {
  readonly serverTitle: string;
  readonly offered: readonly OfferedTool[];
  /** Of the tools that are not ours, as they are now. */
  readonly toolPins: ToolPins;
}

/**
 * What a session can do, for showing it: nothing is called here.
 *
 * @throws AppError `server_unknown`, `server_unreachable`, `credentials_missing`, and
 *   `service_unknown` when one of our own tools has no price
 */
export async function listSessionTools(
  { catalogue, listTools, allowances }: ListSessionToolsDependencies,
  { server, clientId, toolPins }: Pick<SessionRecord, 'server' | 'clientId' | 'toolPins'>,
): Promise<SessionTools> {
  const entries = listSessionServers(catalogue, server);
  const servers = await Promise.all(
    entries.map(async (entry) => ({ entry, tools: await listTools({ entry, clientId }) })),
  );
  const foreign = servers.filter(({ entry }) => entry.kind === 'http');
  return {
    serverTitle: catalogue.find(server).title,
    offered: offerTools(servers, {
      toolPins,
      allowances: await allowances.listAllowances(clientId),
    }),
    toolPins: pinTools(foreign.flatMap(({ tools }) => tools)),
  };
}
