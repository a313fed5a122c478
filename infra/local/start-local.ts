import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { readPublishConfig } from '../../functions/events/event-config.ts';
import { createDocumentClient } from '../../functions/store/document-client.ts';
import { type AppLog, openAppLog } from './app-log.ts';
import { captureConsole } from './capture-console.ts';
import { createRequestRouter } from './create-request-router.ts';
import { createTable } from './create-table.ts';
import { demoAccounts } from './demo-accounts.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import { writeEnvironmentFile } from './environment-file.ts';
import { describeFunctionEnvironment, localTableName } from './function-environment.ts';
import { createGateway, type Gateway } from './gateway/create-gateway.ts';
import { installLambdaRuntimeGlobal } from './gateway/lambda-runtime-global.ts';
import { loadHandler } from './gateway/load-handler.ts';
import { createIssuer, type HandleRequest } from './issuer/create-issuer.ts';
import { listen } from './listen.ts';
import type { LocalOptions } from './local-options.ts';
import { loadLocalSecrets, type LocalSecrets } from './local-secrets.ts';
import { lockFolder } from './lock-folder.ts';
import { openMediaFolder } from './media/open-media-folder.ts';
import { type Ready, removeReadyFile, writeReadyFile } from './ready-file.ts';
import { requireJava } from './require-java.ts';
import { seedDemo } from './seed-demo.ts';
import { startMessaging } from './triggers/start-messaging.ts';
import { startTriggers } from './triggers/start-triggers.ts';

/** How long a stop waits for turns and triggers that are running; each settles its own charge. */
const settleTimeoutMs = 10_000;

export interface LocalServer {
  readonly url: string;
  /** As written to `ready.json`. */
  readonly ready: Ready;
  stop(): Promise<void>;
}

/**
 * Starts the whole product on this machine: database, demo accounts, functions, issuer, pages.
 * Functions read their environment once, so a process can do this once.
 * @param show prints one line for the person at the terminal
 * @throws StartRefusal when something it needs is missing or taken
 */
export async function startLocal(
  options: LocalOptions,
  show: (line: string) => void,
): Promise<LocalServer> {
  await using cleanup = new AsyncDisposableStack();
  let answer: HandleRequest = async (_request, response) => {
    response.writeHead(503, { 'retry-after': '1' }).end('Starting.');
  };
  // Bound first, so that a taken port is found at once and nothing else is touched.
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, options.port, options.host);
  cleanup.defer(() => closeServer(server));
  const origin = `http://localhost:${port}`;

  const log = openAppLog(join(options.localDir, 'app.log'), show);
  cleanup.defer(() => log.close());
  cleanup.defer(captureConsole(log.write));
  const isInMemory = options.dataDir === ':memory:';
  if (!isInMemory) cleanup.defer(await lockFolder(options.dataDir, port));

  const secrets = await loadLocalSecrets(options.dataDir);
  const java = await requireJava(show);
  const database = await startDynamoDbLocal({ dataDir: options.dataDir, java });
  cleanup.defer(() => database.stop());
  await prepareDatabase(database.endpoint, secrets, log);

  const { endpoint } = database;
  const dataDir = isInMemory ? undefined : options.dataDir;
  const { localDir } = options;
  const mediaFolder = openMediaFolder(dataDir);
  cleanup.defer(() => mediaFolder.close());
  const mediaDir = mediaFolder.path;
  await startBackground(cleanup, { localDir, dataDir, mediaDir, origin, endpoint, secrets, log });
  const gateway = createGateway({ loadHandler, log });
  cleanup.defer(() => stopServing(server, gateway));
  const storagePath = dataDir && join(dataDir, 'sign-ins.json');
  answer = createRequestRouter({
    origin,
    siteDir: options.siteDir,
    media: { directory: mediaDir, secret: secrets.mediaKey },
    answerApi: gateway.handle,
    answerIssuer: createIssuer({ origin, secrets, storagePath, log }),
    log,
  });

  const { accountId, clientId } = demoAccounts[0];
  const ready: Ready = { url: origin, apiKey: secrets.apiKey, clientId, accountId };
  writeReadyFile(options.localDir, ready);
  cleanup.defer(() => removeReadyFile(options.localDir));
  const running = cleanup.move();
  return { url: origin, ready, stop: () => running.disposeAsync() };
}

interface BackgroundOptions {
  readonly localDir: string;
  /** None: nothing is kept. */
  readonly dataDir: string | undefined;
  readonly mediaDir: string;
  readonly origin: string;
  /** Of the database. */
  readonly endpoint: string;
  readonly secrets: LocalSecrets;
  readonly log: AppLog;
}

/** Tells the functions where everything is, and starts those that nobody calls by HTTP. */
async function startBackground(
  cleanup: AsyncDisposableStack,
  { localDir, dataDir, mediaDir, origin, endpoint, secrets, log }: BackgroundOptions,
): Promise<void> {
  const { url: messagingUrl, queues, stop } = await startMessaging({ localDir, dataDir });
  cleanup.defer(stop);
  const environment = describeFunctionEnvironment({
    origin,
    endpoint,
    secrets,
    messagingUrl,
    mediaDir,
  });
  Object.assign(process.env, environment);
  // Read here as well, so that webhooks that make no sense are found now.
  readPublishConfig(process.env);
  cleanup.defer(writeEnvironmentFile(localDir, environment));
  installLambdaRuntimeGlobal();
  const place = { endpoint, tableName: localTableName, dataDir };
  const triggers = await startTriggers({ ...place, queues, log });
  cleanup.defer(() => triggers.stop(settleTimeoutMs));
}

async function prepareDatabase(
  endpoint: string,
  secrets: LocalSecrets,
  log: AppLog,
): Promise<void> {
  const documents = createDocumentClient({ AWS_REGION: 'us-east-1', DYNAMODB_ENDPOINT: endpoint });
  try {
    await createTable(documents, localTableName);
    await seedDemo({ documents, tableName: localTableName }, secrets.apiKey, log);
  } finally {
    documents.destroy();
  }
}

/** Takes no new requests and lets the running functions end. */
async function stopServing(server: Server, gateway: Gateway): Promise<void> {
  server.close();
  server.closeIdleConnections();
  await gateway.settle(settleTimeoutMs);
}

async function closeServer(server: Server): Promise<void> {
  server.close();
  server.closeAllConnections();
}
