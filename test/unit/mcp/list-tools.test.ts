import { describe, expect, it } from 'vitest';
import type { ConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createListTools } from '../../../functions/mcp/list-tools.ts';
import type { McpTool } from '../../../functions/mcp/mcp-tool.ts';
import type { ServerEntry } from '../../../functions/mcp/server-catalogue.ts';

const buildTool = (name: string): McpTool => ({
  name,
  title: name,
  description: '',
  inputSchema: { type: 'object' },
  isReadOnly: true,
  isDestructive: false,
  isIdempotent: true,
});
const builtin: ServerEntry = { id: 'crm', title: 'CRM', kind: 'builtin' };
const remote: ServerEntry = {
  id: 'remote',
  title: 'Remote CRM',
  kind: 'http',
  url: 'https://crm.example.com/mcp',
  auth: { kind: 'none' },
};

/** Lists over a connection that writes down what is done with it. */
function openLister(connectTools?: ConnectTools) {
  const steps: string[] = [];
  const connectRecorded: ConnectTools = async ({ entry, clientId }) => {
    steps.push(`connect ${clientId} to ${entry.id}`);
    return {
      tools: [buildTool('remote_tool')],
      callTool: () => Promise.reject(new Error('Nothing is called to list tools.')),
      close: async () => void steps.push('close'),
    };
  };
  const listTools = createListTools({
    builtinTools: { crm: () => [buildTool('own_tool')] },
    loadConnectTools: async () => {
      steps.push('load');
      return connectTools ?? connectRecorded;
    },
  });
  return { listTools, steps };
}

describe('listing the tools of a server', () => {
  it('connects to nothing for a built-in one', async () => {
    const { listTools, steps } = openLister();
    const tools = await listTools({ entry: builtin, clientId: '15' });
    expect(tools.map(({ name }) => name)).toEqual(['own_tool']);
    expect(steps).toEqual([]);
  });

  it('loads what connects to others, asks them for the client and lets go of them', async () => {
    const { listTools, steps } = openLister();
    const tools = await listTools({ entry: remote, clientId: '15' });
    expect(tools.map(({ name }) => name)).toEqual(['remote_tool']);
    expect(steps).toEqual(['load', 'connect 15 to remote', 'close']);
  });

  it('does not know a built-in server that is not there', async () => {
    const { listTools, steps } = openLister();
    const entry: ServerEntry = { ...builtin, id: 'outreach' };
    await expect(listTools({ entry, clientId: '15' })).rejects.toMatchObject({
      code: 'server_unknown',
    });
    expect(steps).toEqual([]);
  });

  it('fails as the connection does', async () => {
    const { listTools } = openLister(() => Promise.reject(new Error('no answer')));
    await expect(listTools({ entry: remote, clientId: '15' })).rejects.toThrow('no answer');
  });
});
