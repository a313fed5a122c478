import { randomUUID } from 'node:crypto';
import type { McpServer } from '@modelcontextprotocol/server';
import { afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createCallToolMetered } from '../../../functions/mcp/call-tool-metered.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { createToolCallStore } from '../../../functions/store/tool-calls.ts';
import { putAccount } from '../../support/ledger-account.ts';
import { createLedgerBench, type LedgerBench } from '../../support/ledger-bench.ts';
import { testTime } from '../../support/ledger-builders.ts';
import {
  answersResult,
  answersStatus,
  listing,
  misbehaviours,
} from '../../support/misbehaviours.ts';
import {
  type Misbehaviour,
  type RemoteServer,
  startRemoteServer,
} from '../../support/remote-server.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

/** A service of ours by its name, so that a call of it is paid. */
const toolName = 'publish_post';
const tokens = 10;
const shortMs = 400;
const connectTools = createConnectTools({
  builtinServers: {},
  connectTimeoutMs: 1_500,
  toolTimeoutMs: shortMs,
});
/** Filling the limit of an answer takes longer than giving up on one that never comes. */
const connectPatiently = createConnectTools({
  builtinServers: {},
  connectTimeoutMs: 20_000,
  toolTimeoutMs: 20_000,
});

const addTools = (server: McpServer) => {
  const inputSchema = z.object({ text: z.string() });
  server.registerTool(toolName, { inputSchema }, async ({ text }) => ({
    content: [{ type: 'text', text: `Published: ${text}` }],
  }));
};

const entriesOf = (list: object): [string, Misbehaviour][] => Object.entries(list);

describe('a server that misbehaves', () => {
  let table: TestTable;
  let bench: LedgerBench;
  let remote: RemoteServer;
  let accountId: string;
  beforeAll(async () => {
    table = await createTestTable();
  });
  beforeEach(async () => {
    bench = createLedgerBench(table);
    remote = await startRemoteServer(addTools);
    accountId = await putAccount(table);
    await bench.execute({ kind: 'open', accountId, actor: 'test' });
  });
  afterEach(() => remote[Symbol.asyncDispose]());

  const connectionWhich = (name: string) =>
    (name === 'answers without end' ? connectPatiently : connectTools)({
      entry: remote.entry,
      clientId: '15',
    });

  /** Connects, calls the paid tool through the meter, and closes. */
  async function callPaidTool(misbehaviour: Misbehaviour | null, name = '') {
    const connection = await connectionWhich(name);
    const [tool] = connection.tools;
    if (!tool) throw new Error('the server lists no tool');
    remote.misbehave('tools/call', misbehaviour);
    const callToolMetered = createCallToolMetered({
      ledger: bench,
      toolCalls: createToolCallStore(table),
      log: bench.log,
      now: () => new Date(testTime),
    });
    try {
      return await callToolMetered({
        connection,
        tool,
        policy: getToolPolicy(remote.entry, tool),
        args: { text: 'Open house' },
        idempotencyKey: randomUUID(),
        payer: { accountId, actor: 'key:k', clientId: '15', sessionId: 'ses_1' },
      });
    } finally {
      await connection.close();
    }
  }
  const readEntries = async () =>
    (await bench.reader.readEntries(accountId, { order: 'oldest first', after: 1 })).map(
      ({ kind, tokens }) => [kind, tokens],
    );

  it('is paid when it behaves, so that the others show something', async () => {
    expect(await callPaidTool(null)).toMatchObject({ text: 'Published: Open house', tokens });
    expect(await readEntries()).toEqual([['hold', -tokens]]);
  });

  async function expectNothingPaid(misbehaviour: Misbehaviour, name?: string) {
    const told = await callPaidTool(misbehaviour, name).then(
      (result) => ({ isError: result.isError, tokens: result.tokens, text: result.text }),
      ({ code, message: text }) => ({ isError: code === 'server_unreachable', tokens: 0, text }),
    );
    expect(told).toEqual({
      isError: true,
      tokens: 0,
      text: expect.stringMatching(
        /^GoHighLevel (did not answer in time or broke off|gave an answer that cannot be read)\.$/,
      ),
    });
    const released = [
      ['hold', -tokens],
      ['release', tokens],
    ];
    expect(await readEntries()).toEqual(released);
    expect(await bench.reader.readOpenCharges(accountId)).toEqual([]);
  }

  it.each(entriesOf(misbehaviours))(
    'is paid nothing for a call when it %s',
    (name, misbehaviour) => expectNothingPaid(misbehaviour, name),
    30_000,
  );

  it.each<[string, unknown]>([
    ['content that is no list', { content: 'done' }],
    ['content that is no object', { content: ['done'] }],
    ['a success that is no truth value', { content: [], isError: 'no' }],
    ['nothing', null],
  ])('is paid nothing for an answer with %s', (_, result) =>
    expectNothingPaid(answersResult(result)),
  );

  it.each(entriesOf(misbehaviours))(
    'cannot be connected when it %s for the list of its tools',
    async (name, misbehaviour) => {
      remote.misbehave('tools/list', misbehaviour);
      await expect(connectionWhich(name)).rejects.toMatchObject({
        code: 'server_unreachable',
        detail: 'GoHighLevel does not answer.',
      });
      expect(await readEntries()).toEqual([]);
    },
    30_000,
  );

  it.each([401, 403])(
    'says that it takes no credentials by %i, and is paid nothing',
    async (status) => {
      const refused = {
        code: 'credentials_refused',
        detail: 'GoHighLevel does not accept the stored credentials.',
      };
      const refuse = answersStatus(status, { 'www-authenticate': 'Bearer' });
      await expect(callPaidTool(refuse)).rejects.toMatchObject(refused);
      expect(await readEntries()).toEqual([
        ['hold', -tokens],
        ['release', tokens],
      ]);
      remote.misbehave('tools/list', refuse);
      await expect(connectionWhich('')).rejects.toMatchObject(refused);
    },
  );

  it('is left when its list of tools never ends', async () => {
    const tool = { name: 'endless', inputSchema: { type: 'object' } };
    remote.misbehave('tools/list', (response, message) => {
      const page = { ...listing, tools: [tool], nextCursor: randomUUID() };
      answersResult(page)(response, message);
    });
    await expect(connectionWhich('')).rejects.toMatchObject({ code: 'server_unreachable' });
    const asked = remote.requests.filter(({ method }) => method === 'tools/list');
    expect(asked).toHaveLength(16);
  });

  it('has only the first of two tools by one name', async () => {
    const list = [
      { name: toolName, description: 'The first.', inputSchema: { type: 'object' } },
      { name: toolName, description: 'Takes its place.', inputSchema: { type: 'object' } },
    ];
    remote.misbehave('tools/list', answersResult({ ...listing, tools: list }));
    const { tools, close } = await connectionWhich('');
    await close();
    expect(tools).toMatchObject([{ description: 'The first.' }]);
  });

  it('pays and asks all the same when it claims that a paid tool only reads', async () => {
    const annotations = { readOnlyHint: true, destructiveHint: false };
    const tool = { name: toolName, inputSchema: { type: 'object' }, annotations };
    remote.misbehave('tools/list', answersResult({ ...listing, tools: [tool] }));
    const { tools, close } = await connectionWhich('');
    await close();
    const policies = tools.map((listed) => getToolPolicy(remote.entry, listed));
    expect(policies).toMatchObject([{ tokens, needsApproval: true }]);
  });
});
