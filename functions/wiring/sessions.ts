import { describeModel } from '../agent/describe-model.ts';
import { readModelConfig } from '../config.ts';
import { builtinTools } from '../mcp/builtin-tools.ts';
import { createListTools } from '../mcp/list-tools.ts';
import { createConnectSession } from '../operations/connect-session.ts';
import { createGetSession } from '../operations/get-session.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createConversationStore } from '../store/conversations.ts';
import { log, table } from './foundation.ts';
import { sessionParts } from './session-parts.ts';

/** Shows what a session can do, and calls nothing: neither a model nor, for our own servers, MCP. */
const describingParts = () => ({
  ...sessionParts(),
  model: describeModel(readModelConfig(process.env)),
  listTools: createListTools({
    builtinTools,
    loadConnectTools: async () => {
      const { createConnectTools } = await import('../mcp/connect-tools.ts');
      return createConnectTools({ builtinServers: {}, log: log() });
    },
  }),
});

export const connectSession = () =>
  createConnectSession({
    ...describingParts(),
    accounts: createAccountStore(table()),
    conversations: createConversationStore(table()),
  });

export const getSession = () => createGetSession(describingParts());
