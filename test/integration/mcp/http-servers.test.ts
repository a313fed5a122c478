import type { McpServer } from '@modelcontextprotocol/server';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createListTools } from '../../../functions/mcp/list-tools.ts';
import { idempotencyMetaKey } from '../../../functions/mcp/idempotency-meta.ts';
import type { HttpServerEntry } from '../../../shared/server-entry.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { startHttpServer, startMcpHttpServer } from './start-http-server.ts';

const shortMs = 300;
const connectTools = createConnectTools({
  builtinServers: {},
  connectTimeoutMs: 2_000,
  toolTimeoutMs: shortMs,
});
const connectShortly = createConnectTools({ builtinServers: {}, connectTimeoutMs: shortMs });

const addEcho = (server: McpServer) => {
  server.registerTool(
    'echo',
    {
      title: 'Echo',
      description: 'Says it again.',
      inputSchema: z.object({ text: z.string() }),
      annotations: { readOnlyHint: true },
    },
    async ({ text }, { mcpReq }) => ({
      content: [{ type: 'text', text }],
      structuredContent: { key: mcpReq._meta?.[idempotencyMetaKey] ?? null },
    }),
  );
};

describe('a server over Streamable HTTP', () => {
  it('lists its tools and answers calls', async () => {
    const { entry } = await startMcpHttpServer(addEcho);
    const { tools, callTool, close } = await connectTools({ entry, clientId: '15' });

    expect(tools).toMatchObject([
      { name: 'echo', title: 'Echo', isReadOnly: true, isDestructive: false },
    ]);
    expect(await callTool('echo', { text: 'hello' })).toEqual({
      isError: false,
      text: 'hello',
      structured: { key: null },
    });
    await close();
  });

  it('is told the idempotency key of a call', async () => {
    const { entry } = await startMcpHttpServer(addEcho);
    const { callTool, close } = await connectTools({ entry, clientId: '15' });
    const result = await callTool('echo', { text: '' }, { idempotencyKey: 'message-1' });
    expect(result.structured).toEqual({ key: 'message-1' });
    await close();
  });

  it('is called without listing its tools again when they are known', async () => {
    const { entry, requests } = await startMcpHttpServer(addEcho);
    const first = await connectTools({ entry, clientId: '15' });
    await first.close();
    const methodsBefore = requests.length;

    const { tools: knownTools } = first;
    const second = await connectTools({ entry, clientId: '15', knownTools });
    expect((await second.callTool('echo', { text: 'again' })).text).toBe('again');
    await second.close();
    const methods = requests.slice(methodsBefore).map((headers) => headers['mcp-method']);
    expect(methods).not.toContain('tools/list');
    expect(methods).toContain('tools/call');
  });

  it('gets the credentials of the client in the headers of its entry', async () => {
    const { entry, requests } = await startMcpHttpServer(addEcho);
    const secured: HttpServerEntry = {
      ...(entry as HttpServerEntry),
      auth: {
        kind: 'headers',
        headers: { Authorization: 'Bearer {token}', locationId: '{place}' },
      },
    };
    const connectSecured = createConnectTools({
      builtinServers: {},
      readCredentials: async ({ id }, clientId) => ({
        token: 'secret',
        place: `${id} ${clientId}`,
      }),
    });
    const { close } = await connectSecured({ entry: secured, clientId: '15' });
    await close();
    expect(requests[0]).toMatchObject({ authorization: 'Bearer secret', locationid: 'remote 15' });
    await expect(connectTools({ entry: secured, clientId: '15' })).rejects.toMatchObject({
      code: 'credentials_missing',
    });
  });

  it('has the tools left out that a model could not call, with a warning', async () => {
    const log = createRecordingLog();
    const { entry } = await startMcpHttpServer((server) => {
      addEcho(server);
      server.registerTool('has.dots', {}, async () => ({ content: [] }));
    });
    const connectLogged = createConnectTools({ builtinServers: {}, log });
    const { tools, callTool, close } = await connectLogged({ entry, clientId: '15' });
    expect(tools.map((tool) => tool.name)).toEqual(['echo']);
    expect(log.lines).toMatchObject([
      { level: 'warn', fields: { server: 'remote', leftOutCount: 1 } },
    ]);
    await expect(callTool('has.dots', {})).rejects.toMatchObject({ code: 'tool_not_found' });
    await close();
  });

  it('answers a failing tool with a result, not an exception', async () => {
    const { entry } = await startMcpHttpServer((server) => {
      server.registerTool('fail', {}, async () => {
        throw new Error('No such person.');
      });
    });
    const { callTool, close } = await connectTools({ entry, clientId: '15' });
    expect(await callTool('fail', {})).toEqual({ isError: true, text: 'No such person.' });
    await close();
  });

  it('has long results cut', async () => {
    const { entry } = await startMcpHttpServer(addEcho);
    const { callTool, close } = await connectTools({ entry, clientId: '15' });
    const { text } = await callTool('echo', { text: 'x'.repeat(30_000) });
    expect(text).toMatch(/^x{20000}\n\[Cut here: the result has 30000 characters\.\]$/);
    await close();
  });
});

describe('a tool that hangs', () => {
  const addSleeper = (server: McpServer) => {
    server.registerTool('sleep', {}, () => new Promise<never>(() => undefined));
  };

  it('is given up after the time limit', async () => {
    const { entry } = await startMcpHttpServer(addSleeper);
    const { callTool, close } = await connectTools({ entry, clientId: '15' });
    await expect(callTool('sleep', {})).rejects.toMatchObject({ code: 'server_unreachable' });
    await close();
  });

  it('is given up when the caller stops it, for the reason the caller gave', async () => {
    const { entry } = await startMcpHttpServer(addSleeper);
    const { callTool, close } = await connectTools({ entry, clientId: '15' });
    const stop = new AbortController();
    const calling = callTool('sleep', {}, { signal: stop.signal });
    stop.abort(new Error('stopped by the user'));
    await expect(calling).rejects.toThrow('stopped by the user');
    await close();
  });
});

describe('a server that cannot be used', () => {
  const listeners: [string, Parameters<typeof startHttpServer>[0]][] = [
    ['never answers', () => undefined],
    ['answers 500', (_, response) => response.writeHead(500).end('stack trace')],
    ['answers a web page', (_, response) => response.end('<html></html>')],
    [
      'answers with nonsense',
      (_, response) =>
        response.setHeader('content-type', 'application/json').end('{"jsonrpc":"1.0"}'),
    ],
    ['breaks off', (request) => request.socket.destroy()],
    [
      'redirects elsewhere',
      (_, response) => response.writeHead(307, { location: 'http://127.0.0.1:1/' }).end(),
    ],
  ];

  it.each(listeners)('is unreachable when it %s', async (_, listener) => {
    const entry = await startHttpServer(listener);
    const startedAt = performance.now();
    await expect(connectShortly({ entry, clientId: '15' })).rejects.toMatchObject({
      code: 'server_unreachable',
      detail: 'Remote CRM does not answer.',
    });
    expect(performance.now() - startedAt).toBeLessThan(shortMs + 2_000);
  });

  it('is unreachable when nothing listens', async () => {
    const entry = await startHttpServer(() => undefined);
    const closed = { ...entry, url: 'http://127.0.0.1:1/mcp' } as HttpServerEntry;
    await expect(connectShortly({ entry: closed, clientId: '15' })).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });

  it('is unreachable when its answer never ends', async () => {
    const entry = await startHttpServer((_, response) => {
      response.setHeader('content-type', 'application/json');
      const chunk = 'x'.repeat(64 * 1024);
      const send = () => {
        while (response.write(chunk));
      };
      response.on('drain', send);
      send();
    });
    const connectPatiently = createConnectTools({ builtinServers: {}, connectTimeoutMs: 20_000 });
    await expect(connectPatiently({ entry, clientId: '15' })).rejects.toMatchObject({
      code: 'server_unreachable',
    });
  });

  it('ends with the reason of a caller that stops waiting', async () => {
    const entry = await startHttpServer(() => undefined);
    const signal = AbortSignal.abort(new Error('gone'));
    await expect(connectTools({ entry, clientId: '15', signal })).rejects.toThrow('gone');
  });
});

describe('listing the tools of a server over Streamable HTTP', () => {
  it('finds what a connection finds', async () => {
    const { entry } = await startMcpHttpServer(addEcho);
    const listTools = createListTools({
      builtinTools: {},
      loadConnectTools: async () => connectTools,
    });
    const connection = await connectTools({ entry, clientId: '15' });
    await connection.close();
    expect(connection.tools.map(({ name }) => name)).toEqual(['echo']);
    expect(await listTools({ entry, clientId: '15' })).toEqual(connection.tools);
  });
});
