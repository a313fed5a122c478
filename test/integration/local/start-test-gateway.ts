import { createServer } from 'node:http';
import type { LogFields } from '../../../functions/log.ts';
import { createGateway, type Gateway } from '../../../infra/local/gateway/create-gateway.ts';
import type { HandlerName, LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import type { RouteTable } from '../../../infra/local/gateway/match-route.ts';
import { listen } from '../../../infra/local/listen.ts';

export interface TestGateway extends AsyncDisposable {
  readonly url: string;
  readonly gateway: Gateway;
  /** Settles when a connection has been closed on the server's side too. */
  readonly disconnected: Promise<void>;
  readonly logged: { level: string; message: string; fields: LogFields }[];
}

/** A gateway on a free port, in front of the given functions; all others are missing. */
export async function startTestGateway(
  handlers: Partial<Record<HandlerName, LambdaHandler>>,
  routes?: RouteTable,
): Promise<TestGateway> {
  const logged: TestGateway['logged'] = [];
  const log =
    (level: string) =>
    (message: string, fields: LogFields = {}) =>
      void logged.push({ level, message, fields });
  const gateway = createGateway({
    log: { info: log('info'), warn: log('warn'), error: log('error') },
    ...(routes && { routes }),
    loadHandler: async (name) => {
      const handler = handlers[name];
      if (!handler) throw new Error(`Cannot find module ${name}`);
      return handler;
    },
  });
  const server = createServer((request, response) => void gateway.handle(request, response));
  const { promise: disconnected, resolve } = Promise.withResolvers<void>();
  server.on('connection', (socket) => socket.once('close', () => resolve()));
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    gateway,
    disconnected,
    logged,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
