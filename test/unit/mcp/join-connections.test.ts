import { describe, expect, it } from 'vitest';
import { AppError } from '../../../functions/app-error.ts';
import { joinConnections } from '../../../functions/mcp/join-connections.ts';
import type { McpTool } from '../../../functions/mcp/mcp-tool.ts';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';

const buildTool = (name: string): McpTool => ({
  name,
  title: name,
  description: '',
  inputSchema: { type: 'object' },
  isReadOnly: true,
  isDestructive: false,
  isIdempotent: true,
});

/** A connection that writes down what is done with it. */
function openRecorded(server: string, names: readonly string[]) {
  const steps: string[] = [];
  const connection: ToolConnection = {
    tools: names.map(buildTool),
    callTool: async (name, args, options) => {
      steps.push(`${name} ${JSON.stringify(args)} ${options?.idempotencyKey}`);
      return { isError: false, text: `from ${server}` };
    },
    close: async () => void steps.push('close'),
  };
  return { connection, steps };
}

describe('connections joined into one', () => {
  it('call each tool where it is, with all that comes with the call', async () => {
    const crm = openRecorded('crm', ['list']);
    const outreach = openRecorded('outreach', ['call']);
    const joined = await joinConnections([crm, outreach].map(async (one) => one.connection));
    expect(joined.tools.map(({ name }) => name)).toEqual(['list', 'call']);
    const result = await joined.callTool('call', { to: 'x' }, { idempotencyKey: 'k' });
    expect(result.text).toBe('from outreach');
    expect(outreach.steps).toEqual(['call {"to":"x"} k']);
    expect(crm.steps).toEqual([]);
  });

  it('call the first of two tools by one name', async () => {
    const first = openRecorded('first', ['call']);
    const second = openRecorded('second', ['call']);
    const joined = await joinConnections([first, second].map(async (one) => one.connection));
    expect((await joined.callTool('call', {})).text).toBe('from first');
    expect(second.steps).toEqual([]);
  });

  it('know no tool that none of them has', async () => {
    const joined = await joinConnections([]);
    await expect(joined.callTool('call', {})).rejects.toMatchObject({ code: 'tool_not_found' });
  });

  it('are closed together', async () => {
    const parts = [openRecorded('a', []), openRecorded('b', [])];
    await (await joinConnections(parts.map(async (one) => one.connection))).close();
    expect(parts.map(({ steps }) => steps)).toEqual([['close'], ['close']]);
  });

  it('leave none open when one cannot be', async () => {
    const opened = openRecorded('crm', []);
    const failing = Promise.reject(new AppError('server_unreachable'));
    await expect(
      joinConnections([Promise.resolve(opened.connection), failing]),
    ).rejects.toMatchObject({ code: 'server_unreachable' });
    expect(opened.steps).toEqual(['close']);
  });
});
