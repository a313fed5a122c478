import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { connectClient } from './connect-client.ts';
import { approve, callTokens, keyed, listContacts, placeCall } from './sample-calls.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api[Symbol.asyncDispose]());

describe.each(['modern', 'legacy'] as const)('a %s client of /mcp', (era) => {
  let account: TestAccount;
  beforeEach(async () => {
    account = await api.openAccount();
  });
  const connect = () => connectClient(api, account, { era });

  it('lists the tools of a session with their prices, for nothing', async () => {
    const client = await connect();
    const { tools } = await client.listTools();
    const named = new Map(tools.map((tool) => [tool.name, tool]));
    expect(named.get('outbound_call')?._meta).toMatchObject({
      [endpointMetaKeys.price]: {
        service: 'outbound_call',
        tokens: callTokens,
        perQuantity: 1,
        unit: 'call',
      },
      [endpointMetaKeys.needsApproval]: true,
    });
    expect(named.get('contacts_get-contacts')).toMatchObject({
      inputSchema: { type: 'object' },
      annotations: { readOnlyHint: true, destructiveHint: false },
      _meta: { [endpointMetaKeys.price]: null, [endpointMetaKeys.needsApproval]: false },
    });
    expect(await account.charges()).toEqual([]);
  });

  it('calls a free tool for nothing', async () => {
    const result = await (await connect()).callTool(listContacts);
    expect(result.isError).toBe(false);
    expect(result._meta).toMatchObject({ [endpointMetaKeys.tokens]: 0 });
    expect(await account.charges()).toEqual([]);
  });

  it('pays once for a priced call, and is told what it cost', async () => {
    const result = await (await connect()).callTool(placeCall());
    expect(result.isError).toBe(false);
    expect(result._meta).toMatchObject({
      [endpointMetaKeys.tokens]: callTokens,
      [endpointMetaKeys.balanceAfter]: 100 - callTokens,
      [endpointMetaKeys.isReplay]: false,
    });
    expect(await account.charges()).toMatchObject([
      { service: 'outbound_call', tokens: -callTokens, status: 'charged' },
    ]);
    expect(await account.problems()).toEqual([]);
  });

  it('gets the first outcome again for a key that was used, and pays nothing more', async () => {
    const client = await connect();
    const call = placeCall({ ...approve(callTokens), ...keyed() });
    const first = await client.callTool(call);
    const again = await client.callTool(call);
    expect(again._meta).toMatchObject({
      [endpointMetaKeys.isReplay]: true,
      [endpointMetaKeys.toolCallId]: first._meta?.[endpointMetaKeys.toolCallId],
    });
    expect(again.structuredContent).toEqual(first.structuredContent);
    expect(await account.charges()).toHaveLength(1);
  });

  it('may send the key as a header', async () => {
    const headers = { 'idempotency-key': randomUUID() };
    for (const _ of [1, 2]) {
      const client = await connectClient(api, account, { era, headers });
      await client.callTool(placeCall());
    }
    expect(await account.charges()).toHaveLength(1);
  });

  it('is known by the key in the _meta where the header has another', async () => {
    const inMeta = keyed();
    const headers = { 'idempotency-key': randomUUID() };
    const other = { 'idempotency-key': randomUUID() };
    const results = [];
    for (const sent of [headers, other]) {
      const client = await connectClient(api, account, { era, headers: sent });
      results.push(await client.callTool(placeCall({ ...approve(callTokens), ...inMeta })));
    }
    const replays = results.map(({ _meta }) => _meta?.[endpointMetaKeys.isReplay]);
    expect(replays).toEqual([false, true]);
    // The header's own key was not used up.
    const client = await connectClient(api, account, { era, headers });
    const { _meta } = await client.callTool(placeCall());
    expect(_meta?.[endpointMetaKeys.isReplay]).toBe(false);
    expect(await account.charges()).toHaveLength(2);
  });

  it('is refused a key that was used for another call', async () => {
    const client = await connect();
    const key = keyed();
    await client.callTool({ ...listContacts, _meta: key });
    const result = await client.callTool(placeCall({ ...approve(callTokens), ...key }));
    expect(result).toMatchObject({
      isError: true,
      structuredContent: { code: 'idempotency_key_reused' },
    });
    expect(await account.charges()).toEqual([]);
  });

  it('pays for each of twenty calls at once, and for no more', async () => {
    const client = await connect();
    const results = await Promise.all(
      Array.from({ length: 20 }, () => client.callTool(placeCall())),
    );
    expect(results.map(({ isError }) => isError)).toEqual(results.map(() => false));
    expect(await account.charges()).toHaveLength(20);
    expect((await account.balance()).available).toBe(100 - 20 * callTokens);
    expect(await account.problems()).toEqual([]);
  });

  it('is refused a priced call that nobody approved, and told how to approve it', async () => {
    const client = await connect();
    const result = await client.callTool(placeCall({}));
    expect(result).toMatchObject({
      isError: true,
      structuredContent: {
        code: 'approval_required',
        tokens: callTokens,
        how: expect.stringContaining(endpointMetaKeys.approvedTokens),
      },
    });
    const tooLittle = await client.callTool(placeCall(approve(callTokens - 1)));
    expect(tooLittle).toMatchObject({ isError: true });
    expect(await account.charges()).toEqual([]);
  });

  it('is told without tokens what is missing and where to get it', async () => {
    account = await api.openAccount({ balance: 0 });
    const result = await (await connect()).callTool(placeCall());
    expect(result).toMatchObject({
      isError: true,
      structuredContent: {
        code: 'insufficient_tokens',
        required: callTokens,
        available: 0,
        topUpUrl: 'https://copilot.example.com/#buy',
        nextGrantAt: expect.stringMatching(/^\d{4}-/),
      },
    });
  });

  it('gets an error of the protocol for a tool that is not listed', async () => {
    const call = (await connect()).callTool({ name: 'no_such_tool', arguments: {} });
    await expect(call).rejects.toMatchObject({ code: -32602, data: { code: 'tool_not_found' } });
  });

  it('pays nothing for a call that its tool refuses', async () => {
    const result = await (
      await connect()
    ).callTool({ ...placeCall(), arguments: { to: 'nobody at all' } });
    expect(result.isError).toBe(true);
    expect((await account.balance()).available).toBe(100);
  });
});
