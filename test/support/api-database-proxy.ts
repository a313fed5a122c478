import { createServer } from 'node:http';
import { listen } from '../../infra/local/listen.ts';

/** One call of the database as it passes. */
export interface DatabaseCall {
  /** For example `TransactWriteItems`. */
  readonly action: string;
  /** JSON of the request. */
  readonly body: string;
}

/** What becomes of a call: passed on, lost on the way there, or lost on the way back. */
export type CallFate = 'pass' | 'lose request' | 'lose answer';

export interface DatabaseProxy extends AsyncDisposable {
  readonly endpoint: string;
  /** Decides about the calls from now on. It may do what it likes before it answers. */
  readonly decide: (fateOf: (call: DatabaseCall) => CallFate) => void;
}

/** Stands between functions and the real database, to break the connection at chosen moments. */
export async function startDatabaseProxy(target: string): Promise<DatabaseProxy> {
  let fateOf: (call: DatabaseCall) => CallFate = () => 'pass';
  const server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray());
      const headers = { ...request.headers } as Record<string, string>;
      const action = headers['x-amz-target']?.split('.').at(-1) ?? '';
      const fate = fateOf({ action, body: body.toString() });
      if (fate === 'lose request') return response.destroy();
      for (const name of ['host', 'connection', 'content-length']) delete headers[name];
      const answer = await fetch(target, { method: 'POST', headers, body });
      const bytes = Buffer.from(await answer.arrayBuffer());
      if (fate === 'lose answer') return response.destroy();
      const type = answer.headers.get('content-type') ?? 'application/x-amz-json-1.0';
      return response.writeHead(answer.status, { 'content-type': type }).end(bytes);
    })().catch(() => response.destroy());
  });
  const endpoint = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return {
    endpoint,
    decide: (next) => {
      fateOf = next;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
