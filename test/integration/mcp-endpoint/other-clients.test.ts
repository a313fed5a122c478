import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { createMCPClient, ElicitationRequestSchema } from '@ai-sdk/mcp';
import { Client } from '@modelcontextprotocol/sdk/client/index.js';
import { StreamableHTTPClientTransport } from '@modelcontextprotocol/sdk/client/streamableHttp.js';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { callTokens, listContacts, placeCall } from './sample-calls.ts';

const runFile = promisify(execFile);
const require = createRequire(import.meta.url);
const inspector =
  require.resolve('@modelcontextprotocol/inspector/clients/launcher/build/index.js');
/** It starts a process and loads a large program. */
const inspectorTimeoutMs = 60_000;

describe('clients that others made', () => {
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
  });
  const address = () => new URL('/mcp', api.url);
  const headers = () => ({ authorization: `Bearer ${account.apiKey}` });

  async function expectOneCharge() {
    expect(await account.charges()).toMatchObject([
      { service: 'outbound_call', tokens: -callTokens, status: 'charged' },
    ]);
    expect(await account.problems()).toEqual([]);
  }

  it('list and call tools with the SDK of 2025', async () => {
    const client = new Client({ name: 'test', version: '1.0.0' });
    const requestInit = { headers: headers() };
    await client.connect(new StreamableHTTPClientTransport(address(), { requestInit }));
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('outbound_call');
    expect(await client.callTool(listContacts)).toMatchObject({ isError: false });
    expect(await client.callTool(placeCall())).toMatchObject({
      isError: false,
      _meta: { [endpointMetaKeys.tokens]: callTokens },
    });
    await client.close();
    await expectOneCharge();
  });

  it('list and call tools with the AI SDK, whose user is asked for approval', async () => {
    const client = await createMCPClient({
      transport: { type: 'http', url: address().href, headers: headers() },
      capabilities: { elicitation: { form: {} } },
    });
    const questions: string[] = [];
    client.onElicitationRequest(ElicitationRequestSchema, async ({ params }) => {
      questions.push(params.message);
      return { action: 'accept', content: { approve: true } };
    });
    const { tools } = await client.listTools();
    expect(tools.map(({ name }) => name)).toContain('outbound_call');
    expect(await client.callTool(listContacts)).toMatchObject({ isError: false });
    expect(questions).toEqual([]);
    const { _meta, ...call } = placeCall();
    expect(await client.callTool(call)).toMatchObject({ isError: false });
    await client.close();
    expect(questions).toEqual([expect.stringContaining(`${callTokens} token`)]);
    await expectOneCharge();
  });

  it(
    'list and call tools on the command line of the MCP Inspector',
    { timeout: inspectorTimeoutMs },
    async () => {
      const inspect = async (...request: readonly string[]): Promise<unknown> => {
        const authorization = `Authorization: Bearer ${account.apiKey}`;
        const target = [address().href, '--transport', 'http', '--header', authorization];
        const { stdout } = await runFile(process.execPath, [
          inspector,
          '--cli',
          ...target,
          ...request,
        ]);
        return JSON.parse(stdout);
      };
      const listed = z
        .object({ tools: z.array(z.looseObject({ name: z.string() })) })
        .parse(await inspect('--method', 'tools/list'));
      expect(listed.tools.map(({ name }) => name)).toContain('outbound_call');
      const call = ['--method', 'tools/call', '--tool-name'];
      expect(await inspect(...call, listContacts.name)).toMatchObject({ isError: false });
      const { name, arguments: args } = placeCall();
      const pairs = ['--tool-arg', `to=${args.to}`, `name=${args.name}`];
      const approval = ['--tool-metadata', `${endpointMetaKeys.approvedTokens}=${callTokens}`];
      expect(await inspect(...call, name, ...pairs, ...approval)).toMatchObject({ isError: false });
      await expectOneCharge();
    },
  );
});
