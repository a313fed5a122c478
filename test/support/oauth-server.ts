import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { Readable } from 'node:stream';
import { createMcpHandler, McpServer } from '@modelcontextprotocol/server';
import * as z from 'zod';
import type { OauthClients } from '../../functions/credentials/oauth/oauth-clients.ts';
import type { OauthServerEntry } from '../../functions/credentials/oauth/oauth-server-entry.ts';
import { readBody } from '../../infra/local/gateway/read-body.ts';
import { listen } from '../../infra/local/listen.ts';
import { createOauthGrants, type OauthGrants } from './oauth-grants.ts';

const bodyBytes = 1024 * 1024;

export type OauthBehaviour = (request: IncomingMessage, response: ServerResponse) => void;

export interface OauthServer extends AsyncDisposable {
  readonly origin: string;
  readonly entry: OauthServerEntry;
  readonly clients: OauthClients;
  readonly grants: OauthGrants;
  /** `POST /token`, one for each request, oldest first. */
  readonly requests: readonly string[];
  /** From now on, this path is answered so; null: as it should be. */
  behave(path: string, behaviour: OauthBehaviour | null): void;
  /** Members of the server's metadata, over those it has; undefined takes one away. */
  readonly metadata: Record<string, unknown>;
  /** The same for the metadata of the resource. */
  readonly resourceMetadata: Record<string, unknown>;
  /** What a browser gets that a user has sent there and that says yes. @returns where it is sent */
  allow(authorizationUrl: string): Promise<URL>;
}

/** An MCP server that is signed in to, and the server where that is done, both on this machine. */
export async function startOauthServer(): Promise<OauthServer> {
  const requests: string[] = [];
  const behaviours = new Map<string, OauthBehaviour>();
  const metadata: Record<string, unknown> = {};
  const resourceMetadata: Record<string, unknown> = {};
  const client = { clientId: 'our-app', clientSecret: 'our-secret' };
  const grants = createOauthGrants(client);
  const handler = createMcpHandler(() => {
    const server = new McpServer({ name: 'hubspot', version: '1.0.0' });
    const settings = { inputSchema: z.object({}), annotations: { readOnlyHint: true } };
    server.registerTool('get_user_details', settings, async () => ({
      content: [{ type: 'text', text: 'Lina Rosalex' }],
    }));
    return server;
  });

  async function answer(incoming: IncomingMessage, outgoing: ServerResponse): Promise<void> {
    const url = new URL(incoming.url ?? '/', origin);
    requests.push(`${incoming.method} ${url.pathname}`);
    const behaviour = behaviours.get(url.pathname);
    if (behaviour) return behaviour(incoming, outgoing);
    const body = (await readBody(incoming, bodyBytes)).toString();
    const form = new URLSearchParams(body);
    switch (url.pathname) {
      case '/.well-known/oauth-protected-resource/mcp':
        return send(outgoing, 200, {
          resource: `${origin}/mcp`,
          authorization_servers: [origin],
          ...resourceMetadata,
        });
      case '/.well-known/oauth-authorization-server':
        return send(outgoing, 200, { ...describe(origin), ...metadata });
      case '/authorize': {
        const location = grants.authorize(url.searchParams, origin);
        return void outgoing.writeHead(302, { location }).end();
      }
      case '/token': {
        const { status, answer } = grants.answerToken(form);
        return send(outgoing, status, answer);
      }
      case '/revoke':
        return send(outgoing, grants.revoke(form) ? 200 : 401, {});
      case '/mcp':
        return answerMcp(incoming, outgoing, body);
      default:
        return send(outgoing, 404, {});
    }
  }

  async function answerMcp(incoming: IncomingMessage, outgoing: ServerResponse, body: string) {
    const { method = 'GET', headers } = incoming;
    if (!grants.isGood(headers.authorization)) {
      return void outgoing.writeHead(401, { 'www-authenticate': 'Bearer' }).end();
    }
    const response = await handler.fetch(
      new Request(`${origin}/mcp`, {
        method,
        headers: Object.entries(headers).map(([name, value]) => [name, String(value)]),
        ...(body !== '' && { body }),
      }),
    );
    outgoing.writeHead(response.status, Object.fromEntries(response.headers));
    if (response.body) Readable.from(response.body).pipe(outgoing);
    else outgoing.end();
  }

  const server = createServer((incoming, outgoing) => void answer(incoming, outgoing));
  const origin = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  return {
    origin,
    entry: {
      id: 'hubspot',
      title: 'HubSpot',
      kind: 'http',
      url: `${origin}/mcp`,
      auth: { kind: 'oauth' },
    },
    clients: { hubspot: client },
    grants,
    requests,
    metadata,
    resourceMetadata,
    behave: (path, behaviour) =>
      behaviour ? behaviours.set(path, behaviour) : behaviours.delete(path),
    allow: async (authorizationUrl) => {
      const response = await fetch(authorizationUrl, { redirect: 'manual' });
      return new URL(response.headers.get('location') ?? '');
    },
    async [Symbol.asyncDispose]() {
      server.closeAllConnections();
      server.close();
    },
  };
}

const describe = (origin: string) => ({
  issuer: origin,
  authorization_endpoint: `${origin}/authorize`,
  token_endpoint: `${origin}/token`,
  revocation_endpoint: `${origin}/revoke`,
  response_types_supported: ['code'],
  code_challenge_methods_supported: ['S256'],
  token_endpoint_auth_methods_supported: ['client_secret_post'],
  authorization_response_iss_parameter_supported: true,
});

function send(response: ServerResponse, status: number, body: object): void {
  response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body));
}
