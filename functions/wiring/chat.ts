import { chooseModel } from '../agent/create-model.ts';
import { readApprovalConfig, readModelConfig } from '../config.ts';
import { createCallToolMetered } from '../mcp/call-tool-metered.ts';
import { createConnectTools } from '../mcp/connect-tools.ts';
import { createChat } from '../operations/chat.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { createToolCallStore } from '../store/tool-calls.ts';
import { createTurnStore } from '../store/turns.ts';
import { builtinServers } from './builtin-servers.ts';
import { readCredentials } from './read-credentials.ts';
import { ledger, log, now, table } from './foundation.ts';
import { sessionParts } from './session-parts.ts';

export async function chat() {
  const environment = await readEnvironmentWithSecrets(process.env);
  return createChat({
    ...sessionParts(),
    model: chooseModel(readModelConfig(environment)),
    connectTools: createConnectTools({
      builtinServers: builtinServers(environment),
      readCredentials: readCredentials(),
      log: log(),
    }),
    turns: createTurnStore(table()),
    callToolMetered: createCallToolMetered({
      ledger: ledger(),
      toolCalls: createToolCallStore(table()),
      log: log(),
      now,
    }),
    approvalSecret: readApprovalConfig(environment).APPROVAL_SECRET,
  });
}
