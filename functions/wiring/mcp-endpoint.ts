import { readDiscoveryConfig } from '../config.ts';
import { builtinTools } from '../mcp/builtin-tools.ts';
import { createCallToolMetered } from '../mcp/call-tool-metered.ts';
import { createConnectTools } from '../mcp/connect-tools.ts';
import { createListTools } from '../mcp/list-tools.ts';
import { createFollowJob } from '../mcp-endpoint/follow-job.ts';
import { createServeEndpoint } from '../mcp-endpoint/serve-endpoint.ts';
import { readBalance } from '../ledger/read/read-balance.ts';
import { createRunTool } from '../operations/run-tool.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createToolCallStore } from '../store/tool-calls.ts';
import { builtinServers } from './builtin-servers.ts';
import { readCredentials } from './read-credentials.ts';
import { clientJobs } from './client-jobs.ts';
import { now, table } from './foundation.ts';
import { sessionParts } from './session-parts.ts';

export async function serveMcpEndpoint() {
  const environment = await readEnvironmentWithSecrets(process.env);
  const parts = { ...sessionParts(), toolCalls: createToolCallStore(table()) };
  const connectTools = createConnectTools({
    builtinServers: builtinServers(environment),
    readCredentials: readCredentials(),
    log: parts.log,
  });
  return createServeEndpoint({
    ...parts,
    accounts: createAccountStore(table()),
    readBalance: (accountId) => readBalance(parts.ledger.reader, accountId, now().toISOString()),
    followJob: createFollowJob({ clientJobs: clientJobs(), log: parts.log }),
    publicOrigin: readDiscoveryConfig(environment).PUBLIC_ORIGIN,
    listTools: createListTools({ builtinTools, loadConnectTools: async () => connectTools }),
    runTool: createRunTool({
      ...parts,
      connectTools,
      callToolMetered: createCallToolMetered(parts),
    }),
  });
}
