import { readFile, glob } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../', import.meta.url));

/** Files of functions/ whose code holds this. */
async function filesWith(pattern: RegExp): Promise<string[]> {
  const found: string[] = [];
  for await (const path of glob('functions/**/*.ts', { cwd: root })) {
    if (pattern.test(await readFile(root + path, 'utf8'))) found.push(path);
  }
  return found.toSorted();
}

describe('the road to tools', () => {
  it('is one: a connection is called by the meter alone', async () => {
    expect(await filesWith(/\.callTool\(/)).toEqual([
      'functions/mcp/call-tool-metered.ts',
      // Hands a call on to the server that has the tool.
      'functions/mcp/join-connections.ts',
      // Where the call leaves for the server.
      'functions/mcp/tool-connection.ts',
    ]);
  });

  it('has one gate: the meter is made in the wiring alone', async () => {
    expect(await filesWith(/createCallToolMetered\(/)).toEqual([
      'functions/mcp/call-tool-metered.ts',
      'functions/wiring/chat.ts',
      'functions/wiring/mcp-endpoint.ts',
      'functions/wiring/tools.ts',
    ]);
  });

  it('starts nowhere else: only connections know how to reach a server', async () => {
    expect(await filesWith(/new Client\(|InMemoryTransport\.createLinkedPair/)).toEqual([
      'functions/mcp/connect-tools.ts',
      'functions/mcp/open-transport.ts',
    ]);
  });
});
