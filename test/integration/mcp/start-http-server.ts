import {
  createServer,
  type IncomingMessage,
  type RequestListener,
  type ServerResponse,
} from 'node:http';
import type { AddressInfo } from 'node:net';
import { Readable } from 'node:stream';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import { onTestFinished } from 'vitest';
import type { ServerEntry } from '../../../functions/mcp/server-catalogue.ts';

/** Serves on loopback until the test ends; answers the entry that names it. */
export async function startHttpServer(listener: RequestListener): Promise<ServerEntry> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/mcp`;
  return { id: 'remote', title: 'Remote CRM', kind: 'http', url, auth: { kind: 'none' } };
}

export interface McpHttpServer {
  readonly entry: ServerEntry;
  /** Headers of the requests that arrived, oldest first. */
  readonly requests: readonly IncomingMessage['headers'][];
}

/** A real MCP server behind Streamable HTTP. */
export async function startMcpHttpServer(
  addTools: (server: McpServer) => void,
): Promise<McpHttpServer> {
  const requests: IncomingMessage['headers'][] = [];
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'remote', version: '1.0.0' });
    addTools(server);
    return server;
  });
  const answer = async (incoming: IncomingMessage, outgoing: ServerResponse) => {
    requests.push(incoming.headers);
    const response = await handler.fetch(await toRequest(incoming));
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (!response.body) outgoing.end();
    else Readable.from(response.body).pipe(outgoing);
  };
  const entry = await startHttpServer((incoming, outgoing) => void answer(incoming, outgoing));
  return { entry, requests };
}

async function toRequest(incoming: IncomingMessage): Promise<Request> {
  const { method, url, headers } = incoming;
  const body = method === 'POST' ? Buffer.concat(await incoming.toArray()) : undefined;
  const entries = Object.entries(headers).map(([name, value]): [string, string] => [
    name,
    String(value),
  ]);
  return new Request(`http://${headers.host}${url}`, { method, headers: entries, body });
}
