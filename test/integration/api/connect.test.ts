import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { sessionSchema } from '../../../shared/api/copilot.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApiChild } from '../../support/api-child.ts';
import { type ApiAnswer, createApiClient } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

describe('sessions', () => {
  let api: TestApi;
  let account: TestAccount;
  let stranger: TestAccount;
  beforeAll(async () => {
    api = await startApi();
    stranger = await api.openAccount();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
  });
  afterEach(() => void vi.useRealTimers());

  const connect = (body: unknown) => account.call('POST', '/api/mcp/connect', body);
  const countSessions = async () =>
    (await readTableRows(api.table)).filter(({ sk }) => sk === 'SESSION').length;
  /** All that can be done with a session, by whoever. */
  const useSession = async (by: TestAccount, sessionId: string): Promise<ApiAnswer[]> => [
    await by.call('GET', `/api/mcp/sessions/${sessionId}`),
    await by.call('POST', '/api/mcp/chat', {
      sessionId,
      message: { id: '0c7a1f4e-3c1b-4b7e-9d55-d6a1b2c3d4e5', text: 'hello' },
    }),
    await by.call('DELETE', `/api/mcp/sessions/${sessionId}`),
  ];
  const expectUnknown = (answers: readonly ApiAnswer[]) =>
    expect(answers.map(({ status, body }) => [status, body])).toMatchObject(
      answers.map(() => [404, { code: 'session_not_found' }]),
    );

  it('are bound to a client, with its tools, their prices and the balance', async () => {
    const { clientId } = account;
    const { status, body } = await connect({ clientId });
    expect(status).toBe(201);
    const session = sessionSchema.parse(body);
    expect(session).toMatchObject({
      clientId,
      clientName: 'Rosalex Realty',
      server: 'crm',
      model: { provider: 'offline' },
      balance: { available: 100, plan: 'free', level: 'ok' },
    });
    const tools = new Map(session.tools.map((tool) => [tool.name, tool]));
    expect(tools.get('contacts_create-contact')).toMatchObject({
      service: 'contact_create',
      tokens: 0,
      needsApproval: false,
    });
    expect(tools.get('contacts_delete-contact')).toMatchObject({ needsApproval: true });
  });

  it.each([
    ['is missing', {}],
    ['is empty', { clientId: '' }],
    ['is null', { clientId: null }],
  ])('are refused when the clientId %s, and none is made', async (_, body) => {
    const before = await countSessions();
    const answer = await connect(body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'client_id_required' } });
    expect(await countSessions()).toBe(before);
  });

  it("are refused for an unknown client and for somebody else's alike", async () => {
    const unknown = await connect({ clientId: 'never-was' });
    const foreign = await connect({ clientId: stranger.clientId });
    for (const { status, body } of [unknown, foreign]) {
      expect({ status, body }).toMatchObject({ status: 404, body: { code: 'client_not_found' } });
    }
    const withoutId = ({ body }: ApiAnswer) => ({ ...(body as object), requestId: '' });
    expect(withoutId(foreign)).toEqual(withoutId(unknown));
  });

  it.each(['outrageous', 'constructor', 'http://169.254.169.254/'])(
    'are refused for the server %s',
    async (server) => {
      const { status, body } = await connect({ clientId: account.clientId, server });
      const isName = /^[\w.:@-]+$/.test(server);
      expect([status, body]).toMatchObject(
        isName ? [422, { code: 'server_unknown' }] : [400, { code: 'malformed_request' }],
      );
    },
  );

  it("go on with a conversation of their own client, never with somebody else's", async () => {
    const { clientId } = account;
    const { conversationId } = await account.chat();
    const again = await connect({ clientId, conversationId });
    expect(again.body).toMatchObject({ conversationId });
    const theirs = await stranger.chat();
    const refused = await connect({ clientId, conversationId: theirs.conversationId });
    expect(refused).toMatchObject({ status: 404, body: { code: 'conversation_not_found' } });
    const read = await account.call('GET', `/api/mcp/conversations/${theirs.conversationId}`);
    expect(read).toMatchObject({ status: 404, body: { code: 'conversation_not_found' } });
  });

  it('of somebody else are as unknown as those that never were', async () => {
    const { sessionId } = await account.chat();
    expectUnknown(await useSession(stranger, sessionId));
    expectUnknown(await useSession(account, 'ses_never-was'));
    expect(await stranger.charges()).toEqual([]);
    const own = await account.call('GET', `/api/mcp/sessions/${sessionId}`);
    expect(own.status).toBe(200);
  });

  it('are gone once they are closed', async () => {
    const { sessionId } = await account.chat();
    const closed = await account.call('DELETE', `/api/mcp/sessions/${sessionId}`);
    expect(closed).toMatchObject({ status: 204, body: undefined });
    expectUnknown(await useSession(account, sessionId));
  });

  it('expire after their time, though the table still has them', async () => {
    const { sessionId, session } = await account.chat();
    vi.useFakeTimers({ toFake: ['Date'], now: Date.parse(session.expiresAt) - 60_000 });
    expect((await account.call('GET', `/api/mcp/sessions/${sessionId}`)).status).toBe(200);

    vi.setSystemTime(Date.parse(session.expiresAt));
    expectUnknown(await useSession(account, sessionId));
    expect(await account.charges()).toEqual([]);
  });

  it('survive the process that made them', async () => {
    const chat = await account.chat();
    await using child = await startApiChild(api.table);
    const client = createApiClient(child.url, account.apiKey);
    const answer = await client.call('GET', `/api/mcp/sessions/${chat.sessionId}`);
    expect(answer).toMatchObject({ status: 200, body: { sessionId: chat.sessionId } });
    const message = { id: '7e1a2b3c-4d5e-4f60-8a7b-9c0d1e2f3a4b', text: 'hello' };
    const { sessionId } = chat;
    const reply = await (await client.openTurn({ sessionId, message })).end;
    expect(reply.metadata).toMatchObject({ outcome: 'completed', balanceAfter: 99 });
  });
});
