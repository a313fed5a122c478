import { once } from 'node:events';
import { createServer, type IncomingHttpHeaders, type ServerResponse } from 'node:http';
import { listen } from '../../infra/local/listen.ts';

/** What the planner answers to one kind of request. */
export type PlannerReply =
  | { readonly status?: number; readonly body: unknown }
  | { readonly text: string; readonly status?: number }
  /** Nothing, until the caller leaves. */
  | 'hangs'
  | 'breaks';

export interface PlannerCall {
  readonly method: string;
  readonly path: string;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

export const plannerAccounts = (accounts: readonly object[]): PlannerReply => ({
  body: { success: true, statusCode: 200, message: 'Fetched Accounts', results: { accounts } },
});
export const plannerPost = (post: object): PlannerReply => ({
  status: 201,
  body: { success: true, statusCode: 201, message: 'Created Post', results: { post } },
});

export interface PlannerServer extends AsyncDisposable {
  readonly url: string;
  readonly calls: PlannerCall[];
  /** By method and path, such as `GET /social-media-posting/loc/accounts`. */
  readonly replies: Record<string, PlannerReply>;
  readonly asked: (count: number) => Promise<void>;
}

/** GoHighLevel's REST interface as far as posts go, which answers as scripted. */
export async function startPlannerServer(): Promise<PlannerServer> {
  const calls: PlannerCall[] = [];
  const replies: Record<string, PlannerReply> = {};
  const server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray()).toString('latin1');
      const { method = '', url: path = '', headers } = request;
      calls.push({ method, path, headers, body });
      server.emit('asked');
      play(
        replies[`${method} ${path}`] ?? { status: 404, body: { message: 'Not Found' } },
        response,
      );
    })();
  });
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    calls,
    replies,
    asked: async (count) => {
      while (calls.length < count) await once(server, 'asked');
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function play(reply: PlannerReply, response: ServerResponse): void {
  if (reply === 'hangs') return;
  if (reply === 'breaks') return void response.destroy();
  response.writeHead(reply.status ?? 200, {
    'content-type': 'application/json',
    location: 'http://127.0.0.1:9/',
  });
  response.end('text' in reply ? reply.text : JSON.stringify(reply.body));
}
