import { createCallToolMetered } from '../mcp/call-tool-metered.ts';
import { createConnectTools } from '../mcp/connect-tools.ts';
import { createCallTool } from '../operations/call-tool.ts';
import { createRunTool } from '../operations/run-tool.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createToolCallStore } from '../store/tool-calls.ts';
import { builtinServers } from './builtin-servers.ts';
import { readCredentials } from './read-credentials.ts';
import { log, table } from './foundation.ts';
import { sessionParts } from './session-parts.ts';

export async function callTool() {
  const environment = await readEnvironmentWithSecrets(process.env);
  const parts = { ...sessionParts(), toolCalls: createToolCallStore(table()) };
  const runTool = createRunTool({
    ...parts,
    connectTools: createConnectTools({
      builtinServers: builtinServers(environment),
      readCredentials: readCredentials(),
      log: log(),
    }),
    callToolMetered: createCallToolMetered(parts),
  });
  return createCallTool({ ...parts, runTool });
}
