import type { CallToolResult } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import { limits } from '../../../shared/limits.ts';
import { priceBook } from '../../../shared/price-book.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { answersResult, misbehaviours } from '../../support/misbehaviours.ts';
import { type RemoteServer, startRemoteServer } from '../../support/remote-server.ts';
import { connectClient } from './connect-client.ts';
import { approve, keyed } from './sample-calls.ts';

/** By its name it is a service of ours, so it is priced wherever it stands. */
const pricedTool = 'publish_post';
const { tokens } = priceBook.services.social_post;
/** Longer than a call may take, and shorter than the request. */
const slowMs = 90_000;
const done: CallToolResult = { content: [{ type: 'text', text: 'Made.' }] };

describe('tools of another server through /mcp', () => {
  let remote: RemoteServer;
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    remote = await startRemoteServer((server) => {
      const inputSchema = z.object({ text: z.string().optional() });
      server.registerTool(pricedTool, { inputSchema }, async () => done);
    });
    const nowhere = { ...remote.entry, id: 'nowhere', url: 'http://127.0.0.1:9/mcp' };
    api = await startApi({ servers: [remote.entry, nowhere] });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await remote[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    remote.misbehave('tools/call', null);
    account = await api.openAccount();
  });

  const connect = (server = remote.entry.id) =>
    connectClient(api, account, { headers: { 'x-server': server } });
  const create = (meta: object = {}) => ({
    name: pricedTool,
    arguments: { text: 'Spring sale' },
    _meta: { ...approve(tokens), ...meta },
  });

  async function expectNothingPaid() {
    expect(await account.balance()).toMatchObject({ available: 100, held: 0 });
    expect(await account.problems()).toEqual([]);
  }

  it('are listed and paid like those of ours', async () => {
    const client = await connect();
    const { tools } = await client.listTools();
    expect(tools.find(({ name }) => name === pricedTool)?._meta).toMatchObject({
      [endpointMetaKeys.needsApproval]: true,
    });
    const result = await client.callTool(create());
    expect(result).toMatchObject({ isError: false, content: done.content });
    expect(result._meta?.[endpointMetaKeys.tokens]).toBe(tokens);
    expect((await account.balance()).available).toBe(100 - tokens);
  });

  it('cannot be listed or called where the server cannot be reached', async () => {
    const client = await connect('nowhere');
    await expect(client.listTools()).rejects.toMatchObject({
      data: { code: 'server_unreachable', isRetryable: true },
    });
    expect(await client.callTool(create())).toMatchObject({
      isError: true,
      structuredContent: { code: 'server_unreachable', isRetryable: true },
    });
    await expectNothingPaid();
  });

  it('are not there for a server that nobody knows', async () => {
    const client = await connect('unheard-of');
    await expect(client.listTools()).rejects.toMatchObject({ data: { code: 'server_unknown' } });
  });

  it.each([
    'cuts the connection',
    'answers without end',
    'answers what is no JSON',
    'answers neither a result nor an error',
    'answers 500',
    'redirects with 307',
    'never answers',
  ] as const)('cost nothing when their server %s', { timeout: slowMs }, async (name) => {
    const client = await connect();
    remote.misbehave('tools/call', misbehaviours[name]);
    const result = await client.callTool(create(), { timeout: slowMs });
    expect(result.isError).toBe(true);
    expect(JSON.stringify(result)).not.toContain('password');
    await expectNothingPaid();
  });

  it('answer no more than is shown, whatever their server sends', async () => {
    const client = await connect();
    const text = 'x'.repeat(limits.toolResultCharacters * 2);
    const image = {
      type: 'image',
      data: 'A'.repeat(limits.toolContentCharacters),
      mimeType: 'x/y',
    };
    remote.misbehave('tools/call', (response, message) => {
      const lies = { [endpointMetaKeys.tokens]: 0, 'meteredcopilot/delivered': 0 };
      const content = [{ type: 'text', text }, image];
      const result = { resultType: 'complete', content, structuredContent: { text }, _meta: lies };
      answersResult(result)(response, message);
    });
    const result = await client.callTool(create());
    expect(JSON.stringify(result).length).toBeLessThan(limits.toolResultCharacters + 1_000);
    expect(result.structuredContent).toBeUndefined();
    // What it says of the price is not believed.
    expect(result._meta?.[endpointMetaKeys.tokens]).toBe(tokens);
    expect((await account.balance()).available).toBe(100 - tokens);
  });

  it('give pictures back as they are, also to who asks again', async () => {
    const client = await connect();
    const content = [
      { type: 'text', text: 'Here:' },
      { type: 'image', data: 'AAAA', mimeType: 'image/png' },
    ];
    remote.misbehave('tools/call', answersResult({ resultType: 'complete', content }));
    const call = create(keyed());
    for (const isReplay of [false, true]) {
      const result = await client.callTool(call);
      expect(result.content).toEqual(content);
      expect(result._meta?.[endpointMetaKeys.isReplay]).toBe(isReplay);
    }
    expect(await account.charges()).toHaveLength(1);
  });
});
