import { createServer } from 'node:http';
import { captureConsole } from '../../infra/local/capture-console.ts';
import { createGateway } from '../../infra/local/gateway/create-gateway.ts';
import type { HandlerName, LambdaHandler } from '../../infra/local/gateway/lambda-handler.ts';
import { installLambdaRuntimeGlobal } from '../../infra/local/gateway/lambda-runtime-global.ts';
import { loadHandler } from '../../infra/local/gateway/load-handler.ts';
import type { RouteTable } from '../../infra/local/gateway/match-route.ts';
import { listen } from '../../infra/local/listen.ts';
import type { OauthClients } from '../../functions/credentials/oauth/oauth-clients.ts';
import type { HttpServerEntry } from '../../shared/server-entry.ts';
import { createTestAccounts } from './api-accounts.ts';
import { describeApiEnvironment } from './api-environment.ts';
import { createRecordingLog } from './recording-log.ts';
import { createTestTable, type TestTable } from './table.ts';

/** A structured line, as an operator reads it. */
export type LoggedLine = Readonly<Record<string, unknown>> & { readonly message: string };

export interface TestApi extends AsyncDisposable {
  readonly url: string;
  readonly table: TestTable;
  readonly openAccount: ReturnType<typeof createTestAccounts>;
  /** What the functions logged, oldest first. */
  readonly lines: readonly LoggedLine[];
}

/** A fixed handler, or what makes one on a table; made when it is first called. */
export type TestHandlers = Partial<Record<HandlerName, (table: TestTable) => LambdaHandler>>;

/**
 * The real functions behind the local gateway, on a table of their own. Functions read their
 * environment once, so a test file starts one API, or resets its modules in between.
 */
export async function startApi(
  options: {
    modelBaseUrl?: string;
    issuer?: string;
    /** Where queues answer. */
    messagingUrl?: string;
    /** Where a Twilio answers. */
    twilioUrl?: string;
    servers?: readonly HttpServerEntry[];
    oauthClients?: OauthClients;
    /** An existing table, to start anew on what is there. */
    table?: TestTable;
    /** Where the functions think that the database is. */
    endpoint?: string;
    handlers?: TestHandlers;
    routes?: RouteTable;
  } = {},
): Promise<TestApi> {
  const table = options.table ?? (await createTestTable());
  const { endpoint = table.endpoint, handlers = {}, routes } = options;
  const { tableName } = table;
  Object.assign(process.env, describeApiEnvironment({ ...options, endpoint, tableName }));
  installLambdaRuntimeGlobal();
  const lines: LoggedLine[] = [];
  const release = captureConsole((line) => void lines.push(line));
  const made = new Map<HandlerName, LambdaHandler>();
  const gateway = createGateway({
    log: createRecordingLog(),
    ...(routes && { routes }),
    loadHandler: async (name) => {
      const handler = made.get(name) ?? handlers[name]?.(table) ?? (await loadHandler(name));
      made.set(name, handler);
      return handler;
    },
  });
  const server = createServer((request, response) => void gateway.handle(request, response));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return {
    url,
    table,
    lines,
    openAccount: createTestAccounts(url, table),
    async [Symbol.asyncDispose]() {
      await gateway.settle(5_000);
      server.close();
      server.closeAllConnections();
      release();
    },
  };
}
