import type { CallToolResult, ServerContext } from '@modelcontextprotocol/server';
import { describeBalance } from '../agent/balance-tool.ts';
import { chooseClient } from './choose-client.ts';
import type { EndpointCaller, EndpointDependencies } from './create-endpoint-server.ts';
import { describeOutcome } from './describe-outcome.ts';
import { readRequestMeta } from './endpoint-meta.ts';

/**
 * Tells the balance, for nothing. It is of an account and no client, so that a client is looked at
 * only where one is named.
 *
 * @throws AppError `client_not_found`
 */
export async function callBalanceTool(
  { accounts, readBalance }: Pick<EndpointDependencies, 'accounts' | 'readBalance'>,
  { principal, headers }: EndpointCaller,
  { mcpReq }: ServerContext,
): Promise<CallToolResult> {
  const { accountId } = principal;
  const { clientId = headers.clientId } = readRequestMeta(mcpReq._meta);
  if (clientId !== undefined) await chooseClient(accounts, accountId, clientId);
  const told = describeBalance(await readBalance(accountId), null);
  return describeOutcome({ ...told, tokens: 0, balanceAfter: null, isReplay: false });
}
