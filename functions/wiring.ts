/**
 * Where ports meet implementations: the only file that knows both. Each function makes what one
 * handler needs, so that a bundle holds no more than that.
 */
import { chooseModel } from './agent/create-model.ts';
import { type RunAuditDependencies, createRunAudit } from './commands/run-audit.ts';
import { readConfig, readPublishConfig, readTableConfig, readWebhookConfig } from './config.ts';
import { createDeliverInOrder } from './events/deliver-in-order.ts';
import { createDeliverWebhook } from './events/deliver-webhook.ts';
import { createEventBridgeBus } from './events/eventbridge-bus.ts';
import { createPublishChanges } from './events/publish-changes.ts';
import { createSqsQueue } from './events/sqs-queue.ts';
import { createAccessTokenReader } from './http/access-tokens.ts';
import { createPowertoolsLog } from './http/powertools-log.ts';
import { createPowertoolsMetrics } from './http/powertools-metrics.ts';
import { createHistoryReader } from './ledger/read/history-reader.ts';
import { freezeDrifted } from './ledger/audit/freeze-drifted.ts';
import { createLedger } from './ledger/ledger.ts';
import { verifyAccount } from './ledger/audit/verify.ts';
import type { Log } from './log.ts';
import { createBuiltinServers } from './mcp/builtin-servers.ts';
import { createCallToolMetered } from './mcp/call-tool-metered.ts';
import { createConnectTools } from './mcp/connect-tools.ts';
import { createServerCatalogue } from './mcp/server-catalogue.ts';
import { createAuditAccounts } from './operations/audit-accounts.ts';
import { createAuthenticate } from './operations/authenticate.ts';
import { createCaptureHold } from './operations/capture-hold.ts';
import { createChargeUsage } from './operations/charge-usage.ts';
import { createChat } from './operations/chat.ts';
import { createCloseSession } from './operations/close-session.ts';
import { createConnectSession } from './operations/connect-session.ts';
import { createCreateCharge } from './operations/create-charge.ts';
import { createCreateCharges } from './operations/create-charges.ts';
import { createCreateHold } from './operations/create-hold.ts';
import { createEstimateCharge } from './operations/estimate-charge.ts';
import { createExtendHold } from './operations/extend-hold.ts';
import { createCreateApiKey } from './operations/create-api-key.ts';
import { createGetBalance } from './operations/get-balance.ts';
import { createGetConversation } from './operations/get-conversation.ts';
import { createGetHealth } from './operations/get-health.ts';
import { createGetHold } from './operations/get-hold.ts';
import { createGetMe } from './operations/get-me.ts';
import { createGetSession } from './operations/get-session.ts';
import { createGetUsage } from './operations/get-usage.ts';
import { createListApiKeys } from './operations/list-api-keys.ts';
import { createListTransactions } from './operations/list-transactions.ts';
import { createReleaseHold } from './operations/release-hold.ts';
import { createRevokeApiKey } from './operations/revoke-api-key.ts';
import { createStopTurn } from './operations/stop-turn.ts';
import { createSweepHolds } from './operations/sweep-holds.ts';
import { createAccountStore } from './store/accounts.ts';
import { createApiKeyStore } from './store/api-keys.ts';
import { createAuditCursorStore } from './store/audit-cursor.ts';
import { createConversationStore } from './store/conversations.ts';
import { createCrmStore } from './store/crm/crm-store.ts';
import { createDocumentClient } from './store/document-client.ts';
import { createListAccounts } from './store/list-accounts.ts';
import { createReadDueCharges } from './store/read-due-charges.ts';
import { createSessionStore } from './store/sessions.ts';
import { createTurnStore } from './store/turns.ts';
import { createWasDelivered } from './turn/was-delivered.ts';

const config = once(() => readConfig(process.env));
const table = once(() => {
  const tableConfig = readTableConfig(process.env);
  return {
    documents: createDocumentClient(tableConfig),
    tableName: tableConfig.TABLE_NAME,
  };
});
export const log = once(createPowertoolsLog);
const wasDelivered = once(() => createWasDelivered({ turns: createTurnStore(table()) }));
const ledger = once(() => createLedger({ ...table(), log: log(), isDelivered: wasDelivered() }));
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

export const listTransactions = () =>
  createListTransactions({ history: createHistoryReader(table()) });

export const getUsage = () => createGetUsage({ history: createHistoryReader(table()), now });

export const listApiKeys = () => createListApiKeys({ apiKeys: createApiKeyStore(table()) });

export const createApiKey = () =>
  createCreateApiKey({ apiKeys: createApiKeyStore(table()), log: log() });

export const revokeApiKey = () =>
  createRevokeApiKey({ apiKeys: createApiKeyStore(table()), log: log() });

const spendParts = () => ({ ledger: ledger(), accounts: createAccountStore(table()) });

export const createCharge = () => createCreateCharge(spendParts());

export const createCharges = () => createCreateCharges({ ledger: ledger(), now });

export const estimateCharge = () => createEstimateCharge({ ledger: ledger(), now });

export const createHold = () => createCreateHold(spendParts());

export const getHold = () => createGetHold({ ledger: ledger() });

export const captureHold = () => createCaptureHold({ ledger: ledger() });

export const releaseHold = () => createReleaseHold({ ledger: ledger() });

export const extendHold = () => createExtendHold({ ledger: ledger() });

export const chargeUsage = () => createChargeUsage({ ...spendParts(), log: log() });

export const getHealth = () => createGetHealth({ ledger: ledger(), version: config().APP_VERSION });

export const sweepHolds = () =>
  createSweepHolds({
    readDueCharges: createReadDueCharges(table()),
    ledger: ledger(),
    wasDelivered: wasDelivered(),
    log: log(),
    metrics: createPowertoolsMetrics(),
    now,
  });

export const auditAccounts = () =>
  createAuditAccounts({
    listAccounts: createListAccounts(table()),
    cursors: createAuditCursorStore(table()),
    verify: (accountId) => verifyAccount(ledger().reader, accountId),
    ledger: ledger(),
    log: log(),
    metrics: createPowertoolsMetrics(),
    now,
    sampleShare: config().AUDIT_SAMPLE_SHARE,
  });

/** The audit for an operator, who reads its output instead of the functions' log. */
export function openAudit(output: { log: Log } & Pick<RunAuditDependencies, 'print'>) {
  const commandLedger = createLedger({ ...table(), log: output.log });
  return createRunAudit({
    listAccounts: createListAccounts(table()),
    isAccount: commandLedger.reader.isAccount,
    verify: (accountId) => verifyAccount(commandLedger.reader, accountId),
    ledger: commandLedger,
    freeze: (verdict, actor) => freezeDrifted(commandLedger, verdict, actor),
    print: output.print,
  });
}

export function publishChanges() {
  const { EVENT_BUS_NAME: busName, ...webhooks } = readPublishConfig(process.env);
  return createPublishChanges({
    bus: createEventBridgeBus({ ...messagingAddress(webhooks), busName }),
    queue: openWebhookQueue(webhooks),
    endpoints: webhooks.WEBHOOKS,
    log: log(),
  });
}

export function deliverWebhooks() {
  const webhooks = readWebhookConfig(process.env);
  return createDeliverInOrder({
    deliver: createDeliverWebhook({ endpoints: webhooks.WEBHOOKS, log: log(), now }),
    queue: openWebhookQueue(webhooks),
    log: log(),
    random: Math.random,
  });
}

type WebhookConfig = ReturnType<typeof readWebhookConfig>;

const messagingAddress = ({ AWS_REGION, MESSAGING_ENDPOINT }: WebhookConfig) => ({
  region: AWS_REGION,
  endpoint: MESSAGING_ENDPOINT,
});

const openWebhookQueue = (config: WebhookConfig) =>
  createSqsQueue({ ...messagingAddress(config), queueUrl: config.WEBHOOK_QUEUE_URL });

/** Makes a value when it is first asked for, and keeps it for the life of the process. */
function once<Value>(make: () => Value): () => Value {
  let made: { value: Value } | undefined;
  return () => (made ??= { value: make() }).value;
}
