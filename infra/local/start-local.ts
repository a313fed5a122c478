import { createServer, type Server } from 'node:http';
import { join } from 'node:path';
import { createDocumentClient } from '../../functions/store/document-client.ts';
import { type AppLog, openAppLog } from './app-log.ts';
import { captureConsole } from './capture-console.ts';
import { createRequestRouter } from './create-request-router.ts';
import { createTable } from './create-table.ts';
import { demoAccounts } from './demo-accounts.ts';
import { startDynamoDbLocal } from './dynamodb-local.ts';
import { describeFunctionEnvironment, localTableName } from './function-environment.ts';
import { createGateway, type Gateway } from './gateway/create-gateway.ts';
import { installLambdaRuntimeGlobal } from './gateway/lambda-runtime-global.ts';
import { loadHandler } from './gateway/load-handler.ts';
import { createIssuer, type HandleRequest } from './issuer/create-issuer.ts';
import { listen } from './listen.ts';
import type { LocalOptions } from './local-options.ts';
import { loadLocalSecrets, type LocalSecrets } from './local-secrets.ts';
import { lockFolder } from './lock-folder.ts';
import { type Ready, removeReadyFile, writeReadyFile } from './ready-file.ts';
import { requireJava } from './require-java.ts';
import { seedDemo } from './seed-demo.ts';

/** How long a stop waits for turns that are running; each of them settles its own charge. */
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

  Object.assign(
    process.env,
    describeFunctionEnvironment({ origin, endpoint: database.endpoint, secrets }),
  );
  installLambdaRuntimeGlobal();
  const gateway = createGateway({ loadHandler, log });
  cleanup.defer(() => stopServing(server, gateway));
  const storagePath = isInMemory ? undefined : join(options.dataDir, 'sign-ins.json');
  answer = createRequestRouter({
    origin,
    siteDir: options.siteDir,
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
