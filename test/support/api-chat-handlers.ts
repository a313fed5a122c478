import { chooseModel } from '../../functions/agent/create-model.ts';
import { readApprovalConfig, readModelConfig } from '../../functions/config.ts';
import { eventStreamHandler } from '../../functions/http/event-stream-handler.ts';
import { httpHandler } from '../../functions/http/http-handler.ts';
import { createLedger } from '../../functions/ledger/ledger.ts';
import { createCallToolMetered } from '../../functions/mcp/call-tool-metered.ts';
import { type ConnectTools, createConnectTools } from '../../functions/mcp/connect-tools.ts';
import type { ListTools } from '../../functions/mcp/list-tools.ts';
import type { BuiltinServers } from '../../functions/mcp/open-transport.ts';
import type { ServerCatalogue } from '../../functions/mcp/server-catalogue.ts';
import { createChat } from '../../functions/operations/chat.ts';
import { createConnectSession } from '../../functions/operations/connect-session.ts';
import { createAccountStore } from '../../functions/store/accounts.ts';
import { createConversationStore } from '../../functions/store/conversations.ts';
import { createSessionStore } from '../../functions/store/sessions.ts';
import { createAllowanceStore } from '../../functions/store/allowances.ts';
import { createToolCallStore } from '../../functions/store/tool-calls.ts';
import { createTurnStore } from '../../functions/store/turns.ts';
import type { LambdaHandler } from '../../infra/local/gateway/lambda-handler.ts';
import { routes } from '../../shared/routes.ts';
import type { TestHandlers } from './api-server.ts';
import { createRecordingLog } from './recording-log.ts';
import type { TestTable } from './table.ts';

/**
 * Connect and chat over servers of a test, otherwise made of the product's own parts. All
 * sessions are on the outreach server, whose tools have prices.
 */
export function createChatHandlers(builtinServers: BuiltinServers): TestHandlers {
  const log = createRecordingLog();
  const catalogue: ServerCatalogue = {
    entries: [],
    find: () => ({ id: 'outreach', title: 'Outreach', kind: 'builtin' }),
  };
  const partsOf = (table: TestTable) => {
    const ledger = createLedger({ ...table, log });
    const connectTools = createConnectTools({ builtinServers, toolTimeoutMs: 2_000 });
    return {
      catalogue,
      connectTools,
      listTools: listOverConnection(connectTools),
      ledger,
      model: chooseModel(readModelConfig(process.env)),
      sessions: createSessionStore(table),
      accounts: createAccountStore(table),
      allowances: createAllowanceStore(table),
      conversations: createConversationStore(table),
      turns: createTurnStore(table),
      callToolMetered: createCallToolMetered({
        ledger,
        toolCalls: createToolCallStore(table),
        log,
        now: () => new Date(),
      }),
      approvalSecret: readApprovalConfig(process.env).APPROVAL_SECRET,
      log,
      now: () => new Date(),
    };
  };
  return {
    connect: (table) =>
      asHandler(httpHandler(routes.connect, createConnectSession(partsOf(table)), log)),
    chat: (table) => asHandler(eventStreamHandler(routes.chat, createChat(partsOf(table)), log)),
  };
}

/** These servers are the test's own, so that nobody but they can say what they list. */
const listOverConnection =
  (connectTools: ConnectTools): ListTools =>
  async (request) => {
    const { tools, close } = await connectTools(request);
    await close();
    return tools;
  };

/** The gateway hands on events as API Gateway makes them, which is what these take. */
const asHandler = (handler: unknown) => handler as LambdaHandler;
