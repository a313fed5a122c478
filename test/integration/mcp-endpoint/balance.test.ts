import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { balanceTool } from '../../../functions/agent/balance-tool.ts';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { connectClient } from './connect-client.ts';
import { callTokens, placeCall } from './sample-calls.ts';

const readBalance = { name: balanceTool.name, arguments: {} };

describe('the balance tool of /mcp', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it.each(['modern', 'legacy'] as const)(
    'tells a %s client its balance for nothing',
    async (era) => {
      const account = await api.openAccount();
      const client = await connectClient(api, account, { era });
      const { tools } = await client.listTools();
      expect(tools.find(({ name }) => name === balanceTool.name)).toMatchObject({
        annotations: { readOnlyHint: true },
        _meta: { [endpointMetaKeys.price]: null, [endpointMetaKeys.needsApproval]: false },
      });
      await client.callTool(placeCall());
      const result = await client.callTool(readBalance);
      const available = 100 - callTokens;
      expect(result).toMatchObject({
        isError: false,
        content: [{ type: 'text', text: expect.stringContaining(`You have ${available} tokens.`) }],
        structuredContent: { available, plan: 'Free', tokensPerMonth: 100 },
        _meta: { [endpointMetaKeys.tokens]: 0 },
      });
      expect(await account.charges()).toHaveLength(1);
    },
  );

  it('answers when no token is left', async () => {
    const client = await connectClient(api, await api.openAccount({ balance: 0 }));
    const result = await client.callTool(readBalance);
    expect(result).toMatchObject({ isError: false, structuredContent: { available: 0 } });
  });

  it('needs no client to be chosen, but knows none of somebody else', async () => {
    const account = await api.openAccount();
    const { accountId } = account;
    const second = { accountId, clientId: `second-of-${accountId}`, name: 'Second' };
    await createAccountStore(api.table).createClient(second);
    const client = await connectClient(api, account);
    const result = await client.callTool(readBalance);
    expect(result).toMatchObject({ structuredContent: { available: 100 } });
    const { clientId } = await api.openAccount();
    const _meta = { [endpointMetaKeys.clientId]: clientId };
    const refusal = { code: -32602, data: { code: 'client_not_found' } };
    await expect(client.callTool({ ...readBalance, _meta })).rejects.toMatchObject(refusal);
  });
});
