import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowancesSchema } from '../../../shared/api/tools.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed, readEntries } from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';

const to = '+12025550143';

describe('tools without a conversation', () => {
  let api: TestApi;
  let account: TestAccount;
  let sessionId: string;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
    ({ sessionId } = await account.chat());
  });

  const call = (name: string, body: object = {}, key = keyed(randomUUID())) =>
    account.call('POST', `/api/mcp/tools/${name}`, { sessionId, ...body }, key);
  const allowancesPath = () => `/api/clients/${account.clientId}/allowances`;
  const allow = (path = 'outreach/outbound_call', by = account) =>
    by.call('PUT', `${allowancesPath()}/${path}`);
  const revoke = (path = 'outreach/outbound_call') =>
    account.call('DELETE', `${allowancesPath()}/${path}`);
  const listAllowed = async () =>
    allowancesSchema.parse((await account.call('GET', allowancesPath())).body).allowances;

  it('run with their cost agreed to, and leave an entry of the session', async () => {
    const { available } = await account.balance();
    const answer = await call('outbound_call', { arguments: { to }, approvedTokens: 1 });
    expect(answer.status).toBe(200);
    expect(answer.body).toMatchObject({
      toolCallId: expect.stringMatching(/^call_/),
      tokens: 1,
      balanceAfter: available - 1,
      isError: false,
    });
    const entry = (await readEntries(api.table, account.accountId)).at(-1);
    expect(entry).toMatchObject({
      service: 'outbound_call',
      clientId: account.clientId,
      sessionId,
      reference: { tool: 'outbound_call' },
    });
    expect(await account.problems()).toEqual([]);
  });

  it('ask for approval with their cost first', async () => {
    for (const body of [{ arguments: { to } }, { arguments: { to }, approvedTokens: 0 }]) {
      const { status, body: problem } = await call('outbound_call', body);
      expect(status).toBe(409);
      expect(problem).toMatchObject({
        code: 'approval_required',
        service: 'outbound_call',
        tokens: 1,
        title: expect.any(String),
      });
    }
  });

  it('that only read for nothing run at once', async () => {
    const { body } = await call('contacts_get-contacts');
    expect(body).toMatchObject({ tokens: 0, balanceAfter: null, isError: false });
  });

  it('are refused when the balance does not cover them', async () => {
    const { available } = await account.balance();
    const all = { service: 'ai_chat_message', quantity: available };
    await account.call('POST', '/api/tokens/charges', all, keyed());
    const { status, body } = await call('outbound_call', { arguments: { to }, approvedTokens: 1 });
    expect(status).toBe(402);
    expect(body).toMatchObject({ code: 'insufficient_tokens', required: 1, available: 0 });
  });

  it.each([
    ['a name that no tool can have', 'no%20tool', 400],
    ['a tool that the session does not have', 'no_tool', 404],
  ])('are not found by %s', async (_, name, status) => {
    expect((await call(name)).status).toBe(status);
  });

  it('are not called in a closed session', async () => {
    await account.call('DELETE', `/api/mcp/sessions/${sessionId}`);
    expect((await call('contacts_get-contacts')).body).toMatchObject({ code: 'session_not_found' });
  });

  describe('that a client allows always', () => {
    it('run without asking until that is taken back', async () => {
      const { status, body } = await allow();
      expect(status).toBe(200);
      expect(body).toEqual({
        server: 'outreach',
        tool: 'outbound_call',
        allowedAt: expect.any(String),
        allowedBy: expect.stringMatching(/^key:/),
      });
      expect(await listAllowed()).toEqual([body]);
      expect((await call('outbound_call', { arguments: { to } })).status).toBe(200);

      expect((await revoke()).status).toBe(204);
      expect(await listAllowed()).toEqual([]);
      expect((await call('outbound_call', { arguments: { to } })).status).toBe(409);
    });

    it('are shown by the session as such', async () => {
      const needsApproval = async () => {
        const { body } = await account.call('GET', `/api/mcp/sessions/${sessionId}`);
        const { tools } = body as { tools: { name: string; needsApproval: boolean }[] };
        return tools.find(({ name }) => name === 'outbound_call')?.needsApproval;
      };
      expect(await needsApproval()).toBe(true);
      await allow();
      expect(await needsApproval()).toBe(false);
    });

    it('stay so when allowed twice, and ask again after one revocation', async () => {
      await allow();
      await allow();
      expect(await listAllowed()).toHaveLength(1);
      expect([(await revoke()).status, (await revoke()).status]).toEqual([204, 204]);
      expect(await listAllowed()).toEqual([]);
    });

    it('are not those of another client', async () => {
      const other = await api.openAccount();
      expect((await allow('outreach/outbound_call', other)).status).toBe(404);
      const { body } = await other.call('GET', allowancesPath());
      expect(body).toMatchObject({ code: 'client_not_found' });
      expect(await listAllowed()).toEqual([]);
    });

    it.each([
      ['outreach/no_tool', 404, 'tool_not_found'],
      ['crm/outbound_call', 404, 'tool_not_found'],
      ['nowhere/outbound_call', 422, 'server_unknown'],
    ])('are never %s, which nobody has', async (path, status, code) => {
      const answer = await allow(path);
      expect(answer).toMatchObject({ status, body: { code } });
      expect(await listAllowed()).toEqual([]);
    });
  });
});
