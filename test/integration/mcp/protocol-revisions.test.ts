import { describe, expect, it } from 'vitest';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { startLegacyServer } from '../../support/legacy-server.ts';
import { startRemoteServer } from '../../support/remote-server.ts';

const connectTools = createConnectTools({ builtinServers: {} });

describe('a server of another revision of the protocol', () => {
  it.each(['2024-11-05', '2025-03-26', '2025-06-18', '2025-11-25'])(
    'lists, answers and ends its session in %s',
    async (revision) => {
      await using server = await startLegacyServer(revision);
      const { tools, callTool, close } = await connectTools({
        entry: server.entry,
        clientId: '15',
      });
      expect(server.openSessions.size).toBe(1);
      expect(tools).toMatchObject([{ name: 'echo', isReadOnly: false, isDestructive: true }]);
      expect(await callTool('echo', { text: 'hello' })).toEqual({ isError: false, text: 'hello' });
      await close();
      expect(server.openSessions.size).toBe(0);
      expect([...server.namedRevisions]).toEqual([revision]);
    },
  );

  it('lists and answers without a session in 2026-07-28', async () => {
    await using server = await startRemoteServer((mcp) => {
      mcp.registerTool('greet', {}, async () => ({ content: [{ type: 'text', text: 'hello' }] }));
    });
    const { tools, callTool, close } = await connectTools({ entry: server.entry, clientId: '15' });
    expect(tools).toMatchObject([{ name: 'greet' }]);
    expect(await callTool('greet', {})).toEqual({ isError: false, text: 'hello' });
    await close();
    const named = server.requests.map(({ headers }) => headers['mcp-protocol-version']);
    expect(named.at(-1)).toBe('2026-07-28');
    expect(server.requests.map(({ method }) => method)).not.toContain('initialize');
  });

  it('cannot be connected when it insists on one that nobody knows', async () => {
    await using server = await startRemoteServer(() => undefined);
    const unknown = { protocolVersion: '1999-01-01', capabilities: {}, serverInfo: {} };
    const answer = { jsonrpc: '2.0', error: { code: -32601, message: 'Unknown.' } };
    server.misbehave('server/discover', (response, { id }) =>
      response.setHeader('content-type', 'application/json').end(JSON.stringify({ ...answer, id })),
    );
    server.misbehave('initialize', (response, { id }) =>
      response
        .setHeader('content-type', 'application/json')
        .end(JSON.stringify({ jsonrpc: '2.0', id, result: unknown })),
    );
    const connecting = connectTools({ entry: server.entry, clientId: '15' });
    await expect(connecting).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(server.requests.map(({ method }) => method)).toContain('initialize');
  });
});
