import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { entrySchema } from '../../../functions/ledger/entry.ts';
import { routes, type RouteName } from '../../../shared/routes.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

interface Caller {
  readonly account: TestAccount;
  readonly chat: Chat;
  /** A message that was answered before. */
  readonly messageId: string;
}
type Sample = (caller: Caller) => Promise<{ readonly status: number }>;

/** A valid call of every route. One that is missing here does not compile. */
const samples: Record<RouteName, Sample> = {
  connect: ({ account }) =>
    account.call('POST', '/api/mcp/connect', { clientId: account.clientId }),
  getSession: ({ account, chat }) => account.call('GET', `/api/mcp/sessions/${chat.sessionId}`),
  closeSession: ({ account, chat }) =>
    account.call('DELETE', `/api/mcp/sessions/${chat.sessionId}`),
  chat: ({ chat }) => chat.say('list my contacts'),
  stopTurn: ({ account, messageId }) => account.stop(messageId),
  getConversation: ({ account, chat }) =>
    account.call('GET', `/api/mcp/conversations/${chat.conversationId}`),
  getMe: ({ account }) => account.call('GET', '/api/me'),
  getBalance: ({ account }) => account.call('GET', '/api/tokens/balance'),
  listTransactions: ({ account }) => account.call('GET', '/api/tokens/transactions?limit=5'),
  getPricing: ({ account }) => account.call('GET', '/api/tokens/pricing'),
  getHealth: ({ account }) => account.call('GET', '/api/health'),
};

describe('no road past the meter', () => {
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  let messageId: string;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    messageId = randomUUID();
    account = await api.openAccount();
    chat = await account.chat();
    await chat.say('hello', messageId);
  });

  const readEntries = async () =>
    (await readTableRows(api.table))
      .filter(({ sk }) => String(sk).startsWith('ENTRY#'))
      .map((row) => entrySchema.parse(row));

  it.each(Object.keys(samples) as RouteName[])(
    '%s writes an entry exactly if the route table names a price',
    async (name) => {
      const { charges, successStatus } = routes[name];
      const before = await readEntries();
      const { status } = await samples[name]({ account, chat, messageId });
      expect(status).toBe(successStatus);

      const after = await readEntries();
      const written = after.filter(({ hash }) => !before.some((entry) => entry.hash === hash));
      expect(written.map(({ service }) => service)).toEqual(charges === 'nothing' ? [] : [charges]);
    },
  );

  it('every tool that a built-in server lists has a price or is listed as free', async () => {
    const builtinServers = createBuiltinServers({ crm: createCrmStore(api.table) });
    const connectTools = createConnectTools({ builtinServers });
    const catalogue = createServerCatalogue();
    let toolCount = 0;
    for (const serverId of Object.keys(builtinServers)) {
      const entry = catalogue.find(serverId);
      const connection = await connectTools({ entry, clientId: 'client-1' });
      for (const tool of connection.tools) {
        expect(() => getToolPolicy(entry, tool), tool.name).not.toThrow();
        toolCount += 1;
      }
      await connection.close();
    }
    expect(toolCount).toBeGreaterThanOrEqual(18);
  });
});
