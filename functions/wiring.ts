/**
 * Where ports meet implementations: the only file that knows both. Each function makes what one
 * handler needs, so that a bundle holds no more than that.
 */
import { chooseModel } from './agent/create-model.ts';
import { readConfig } from './config.ts';
import { createAccessTokenReader } from './http/access-tokens.ts';
import { createPowertoolsLog } from './http/powertools-log.ts';
import { createLedger } from './ledger/ledger.ts';
import { createBuiltinServers } from './mcp/builtin-servers.ts';
import { createCallToolMetered } from './mcp/call-tool-metered.ts';
import { createConnectTools } from './mcp/connect-tools.ts';
import { createServerCatalogue } from './mcp/server-catalogue.ts';
import { createAuthenticate } from './operations/authenticate.ts';
import { createChat } from './operations/chat.ts';
import { createCloseSession } from './operations/close-session.ts';
import { createConnectSession } from './operations/connect-session.ts';
import { createGetBalance } from './operations/get-balance.ts';
import { createGetConversation } from './operations/get-conversation.ts';
import { createGetHealth } from './operations/get-health.ts';
import { createGetMe } from './operations/get-me.ts';
import { createGetSession } from './operations/get-session.ts';
import { createListTransactions } from './operations/list-transactions.ts';
import { createStopTurn } from './operations/stop-turn.ts';
import { createAccountStore } from './store/accounts.ts';
import { createApiKeyStore } from './store/api-keys.ts';
import { createConversationStore } from './store/conversations.ts';
import { createCrmStore } from './store/crm/crm-store.ts';
import { createDocumentClient } from './store/document-client.ts';
import { createSessionStore } from './store/sessions.ts';
import { createTurnStore } from './store/turns.ts';

const config = once(() => readConfig(process.env));
const table = once(() => ({
  documents: createDocumentClient(config()),
  tableName: config().TABLE_NAME,
}));
export const log = once(createPowertoolsLog);
const ledger = once(() => createLedger({ ...table(), log: log() }));
const model = once(() => chooseModel(config()));
const now = () => new Date();

const toolParts = once(() => ({
  catalogue: createServerCatalogue(),
  connectTools: createConnectTools({
    builtinServers: createBuiltinServers({ crm: createCrmStore(table()), log: log() }),
    log: log(),
  }),
}));

export const authenticate = () =>
  createAuthenticate({
    accounts: createAccountStore(table()),
    apiKeys: createApiKeyStore(table()),
    ledger: ledger(),
    readAccessToken: createAccessTokenReader(config()),
    adminGroup: config().ADMIN_GROUP,
  });

const sessionParts = () => ({
  ...toolParts(),
  ledger: ledger(),
  model: model(),
  sessions: createSessionStore(table()),
  log: log(),
  now,
});

export const connectSession = () =>
  createConnectSession({
    ...sessionParts(),
    accounts: createAccountStore(table()),
    conversations: createConversationStore(table()),
  });

export const getSession = () => createGetSession(sessionParts());

export const closeSession = () =>
  createCloseSession({ sessions: createSessionStore(table()), now });

export const chat = () =>
  createChat({
    ...sessionParts(),
    turns: createTurnStore(table()),
    callToolMetered: createCallToolMetered({ ledger: ledger(), log: log() }),
    approvalSecret: config().APPROVAL_SECRET,
  });

export const stopTurn = () => createStopTurn({ ledger: ledger(), turns: createTurnStore(table()) });

export const getConversation = () =>
  createGetConversation({
    conversations: createConversationStore(table()),
    turns: createTurnStore(table()),
  });

export const getMe = () =>
  createGetMe({ accounts: createAccountStore(table()), ledger: ledger(), now });

export const getBalance = () => createGetBalance({ ledger: ledger(), now });

export const listTransactions = () => createListTransactions({ ledger: ledger() });

export const getHealth = () => createGetHealth({ ledger: ledger(), version: config().APP_VERSION });

/** Makes a value when it is first asked for, and keeps it for the life of the process. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
