import type { routes } from '../../shared/routes.ts';
import { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import { buildAllowance } from '../mcp/build-allowance.ts';
import type { ListTools } from '../mcp/list-tools.ts';
import type { ServerCatalogue } from '../mcp/server-catalogue.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { AllowanceStore } from '../store/allowances.ts';
import { requireClient } from './require-client.ts';

/**
 * Lets a tool run for a client without asking, as the tool is now.
 *
 * @throws AppError `client_not_found`, `server_unknown`, `tool_not_found`, and as listing the
 *   tools of the server does
 */
export function createPutAllowance(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly allowances: Pick<AllowanceStore, 'putAllowance'>;
  readonly catalogue: ServerCatalogue;
  readonly listTools: ListTools;
  readonly log: Log;
  readonly now: () => Date;
}): Operation<typeof routes.putAllowance> {
  const { accounts, allowances, catalogue, listTools, log, now } = dependencies;
  return async ({ principal, params }) => {
    const { clientId, server } = params;
    const { accountId, actor } = principal;
    await requireClient(accounts, accountId, clientId);
    const listed = await listTools({ entry: catalogue.find(server), clientId });
    const tool = listed.find(({ name }) => name === params.tool);
    if (!tool) throw new AppError('tool_not_found');
    const allowance = buildAllowance(server, tool, { by: actor, at: now() });
    await allowances.putAllowance(clientId, allowance);
    log.info('tool allowed', { accountId, actor, clientId, server, tool: tool.name });
    return allowance;
  };
}
