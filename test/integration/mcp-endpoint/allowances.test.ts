import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import { connectClient } from './connect-client.ts';
import { approve, callTokens, listContacts, placeCall } from './sample-calls.ts';

let api: TestApi;
let account: TestAccount;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api[Symbol.asyncDispose]());
beforeEach(async () => {
  account = await api.openAccount();
});

describe.each(['modern', 'legacy'] as const)('a tool allowed always, for a %s client', (era) => {
  const { name } = placeCall();
  const path = (clientId: string) => `/api/clients/${clientId}/allowances/outreach/${name}`;
  const connect = (clientId?: string) =>
    connectClient(api, account, { era, ...(clientId && { headers: { 'x-client-id': clientId } }) });
  const isAsking = async (clientId?: string) => {
    const { tools } = await (await connect(clientId)).listTools();
    return tools.find((tool) => tool.name === name)?._meta?.[endpointMetaKeys.needsApproval];
  };

  it('runs without approval, until that is taken back', async () => {
    expect(await isAsking()).toBe(true);
    await account.call('PUT', path(account.clientId));
    expect(await isAsking()).toBe(false);
    const client = await connect();
    expect(await client.callTool(placeCall({}))).toMatchObject({ isError: false });
    await account.call('DELETE', path(account.clientId));
    expect(await isAsking()).toBe(true);
    const refused = await client.callTool(placeCall({}));
    expect(refused).toMatchObject({ structuredContent: { code: 'approval_required' } });
    expect(await account.charges()).toMatchObject([{ tokens: -callTokens }]);
  });

  it('asks for every other client of the same account', async () => {
    const { accountId, clientId: first } = account;
    const clientId = `second-of-${accountId}`;
    await createAccountStore(api.table).createClient({ accountId, clientId, name: 'Second' });
    await account.call('PUT', path(first));
    expect([await isAsking(first), await isAsking(clientId)]).toEqual([false, true]);
    const refused = await (await connect(clientId)).callTool(placeCall({}));
    expect(refused).toMatchObject({ structuredContent: { code: 'approval_required' } });
  });
});

describe('a client of somebody else', () => {
  const refusal = { code: -32602, data: { code: 'client_not_found' } };

  it.each(['header', '_meta'] as const)(
    'named in the %s is not found, and nothing is written',
    async (place) => {
      const { clientId } = await api.openAccount();
      const named = { [endpointMetaKeys.clientId]: clientId };
      const client = await connectClient(api, account, {
        ...(place === 'header' && { headers: { 'x-client-id': clientId } }),
      });
      const _meta = place === '_meta' ? named : {};
      const before = await readTableRows(api.table);
      await expect(client.listTools({ _meta })).rejects.toMatchObject(refusal);
      await expect(client.callTool({ ...listContacts, _meta })).rejects.toMatchObject(refusal);
      const paid = placeCall({ ...approve(callTokens), ..._meta });
      await expect(client.callTool(paid)).rejects.toMatchObject(refusal);
      expect(await readTableRows(api.table)).toEqual(before);
    },
  );
});
