import {
  createServer,
  type IncomingHttpHeaders,
  type IncomingMessage,
  type ServerResponse,
} from 'node:http';
import { Readable } from 'node:stream';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import { readBody } from '../../infra/local/gateway/read-body.ts';
import { listen } from '../../infra/local/listen.ts';
import type { HttpServerEntry } from '../../shared/server-entry.ts';

const bodyBytes = 1024 * 1024;

const messageSchema = z.looseObject({
  id: z.union([z.string(), z.number()]).optional(),
  method: z.string(),
  params: z.unknown(),
});
export type RpcMessage = z.infer<typeof messageSchema>;

/** Answers a message in place of the real server. */
export type Misbehaviour = (response: ServerResponse, message: RpcMessage) => void;

export interface RemoteRequest {
  readonly method: string;
  readonly headers: IncomingHttpHeaders;
}

export interface RemoteServer extends AsyncDisposable {
  /** With no credentials asked for; tests ask for some by another `auth`. */
  readonly entry: HttpServerEntry;
  /** What arrived, oldest first. */
  readonly requests: readonly RemoteRequest[];
  /** From now on, messages with this method are answered so; null: as they should be. */
  misbehave(method: string, misbehaviour: Misbehaviour | null): void;
}

/**
 * A real MCP server at an address of its own, which answers wrongly on request.
 *
 * @param addTools called for every request, so that tools may change in between
 */
export async function startRemoteServer(
  addTools: (server: McpServer) => void,
): Promise<RemoteServer> {
  const requests: RemoteRequest[] = [];
  const misbehaviours = new Map<string, Misbehaviour>();
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'remote', version: '1.0.0' });
    addTools(server);
    return server;
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const text = (await readBody(incoming, bodyBytes)).toString();
    const message = messageSchema.safeParse(text === '' ? undefined : JSON.parse(text));
    const { headers, method: httpMethod = 'GET' } = incoming;
    const method = message.data?.method ?? httpMethod;
    requests.push({ method, headers });
    const misbehaviour = misbehaviours.get(method);
    if (misbehaviour && message.success) return misbehaviour(outgoing, message.data);
    const response = await handler.fetch(
      new Request(`http://${headers.host}${incoming.url}`, {
        method: httpMethod,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ...(text !== '' && { body: text }),
      }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) Readable.from(response.body).pipe(outgoing);
    else outgoing.end();
  }

  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/mcp`;
  return {
    entry: { id: 'gohighlevel', title: 'GoHighLevel', kind: 'http', url, auth: { kind: 'none' } },
    requests,
    misbehave: (method, misbehaviour) =>
      misbehaviour ? misbehaviours.set(method, misbehaviour) : misbehaviours.delete(method),
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}
