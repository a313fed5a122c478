import { randomUUID } from 'node:crypto';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { McpServer } from '@modelcontextprotocol/sdk/server/mcp.js';
import { StreamableHTTPServerTransport } from '@modelcontextprotocol/sdk/server/streamableHttp.js';
import * as z from 'zod';
import { readBody } from '../../infra/local/gateway/read-body.ts';
import { listen } from '../../infra/local/listen.ts';
import type { HttpServerEntry } from '../../shared/server-entry.ts';

const bodyBytes = 1024 * 1024;
const initializeSchema = z.looseObject({
  method: z.literal('initialize'),
  params: z.looseObject({ protocolVersion: z.string() }),
});

export interface LegacyServer extends AsyncDisposable {
  readonly entry: HttpServerEntry;
  /** Sessions that the client has not ended. */
  readonly openSessions: ReadonlySet<string>;
  /** The revision that clients named after it was agreed on. */
  readonly namedRevisions: ReadonlySet<unknown>;
}

/** A server of the generation before 2026, with sessions, that knows one revision only. */
export async function startLegacyServer(revision: string): Promise<LegacyServer> {
  const transports = new Map<string, StreamableHTTPServerTransport>();
  const openSessions = new Set<string>();
  const namedRevisions = new Set<unknown>();

  async function openSession(): Promise<StreamableHTTPServerTransport> {
    const transport = new StreamableHTTPServerTransport({
      sessionIdGenerator: randomUUID,
      onsessioninitialized: (id) => {
        transports.set(id, transport);
        openSessions.add(id);
      },
      onsessionclosed: (id) => void openSessions.delete(id),
    });
    const server = new McpServer({ name: 'legacy', version: '1.0.0' });
    server.registerTool('echo', { inputSchema: { text: z.string() } }, async ({ text }) => ({
      content: [{ type: 'text', text }],
    }));
    await server.connect(transport);
    return transport;
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const text = (await readBody(request, bodyBytes)).toString();
    const body: unknown = text === '' ? undefined : JSON.parse(text);
    const initialize = initializeSchema.safeParse(body);
    const known = transports.get(String(request.headers['mcp-session-id']));
    if (known) {
      namedRevisions.add(request.headers['mcp-protocol-version']);
      return known.handleRequest(request, response, body);
    }
    // A server of those days knows no other first message, whatever a newer client asks before.
    if (!initialize.success) return void response.writeHead(400).end();
    initialize.data.params.protocolVersion = revision;
    return (await openSession()).handleRequest(request, response, initialize.data);
  }

  const server = createServer((request, response) => void answer(request, response));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/mcp`;
  return {
    entry: { id: 'legacy', title: 'Legacy', kind: 'http', url, auth: { kind: 'none' } },
    openSessions,
    namedRevisions,
    async [Symbol.asyncDispose]() {
      for (const transport of transports.values()) await transport.close();
      server.closeAllConnections();
      server.close();
    },
  };
}
