import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { getToolPolicy } from '../../../functions/mcp/tool-policy.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { entrySchema } from '../../../functions/ledger/account/entry.ts';
import { createdApiKeySchema } from '../../../shared/api/api-keys.ts';
import { routes, type RouteName } from '../../../shared/routes.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed, takeHold } from '../../support/api-charges.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

interface Caller {
  readonly account: TestAccount;
  readonly chat: Chat;
  /** A message that was answered before. */
  readonly messageId: string;
  /** An open one. */
  readonly holdId: string;
}
type Sample = (caller: Caller) => Promise<{ readonly status: number }>;

/** What a request that names its service asks for. */
const post = { service: 'social_post', quantity: 2 };

const apiKey = { name: 'Sample', scopes: ['tokens:read'] };

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
  getUsage: ({ account }) => account.call('GET', '/api/tokens/usage'),
  listApiKeys: ({ account }) => account.call('GET', '/api/api-keys'),
  createApiKey: ({ account }) => account.call('POST', '/api/api-keys', apiKey),
  revokeApiKey: async ({ account }) => {
    const { body } = await account.call('POST', '/api/api-keys', apiKey);
    const { keyId } = createdApiKeySchema.parse(body);
    return account.call('DELETE', `/api/api-keys/${keyId}`);
  },
  getPricing: ({ account }) => account.call('GET', '/api/tokens/pricing'),
  getHealth: ({ account }) => account.call('GET', '/api/health'),
  createCharge: ({ account }) => account.call('POST', '/api/tokens/charges', post, keyed()),
  createCharges: ({ account }) =>
    account.call('POST', '/api/tokens/charges/batch', {
      charges: [{ idempotencyKey: randomUUID(), ...post }],
    }),
  createHold: ({ account }) => account.call('POST', '/api/tokens/holds', post, keyed()),
  getHold: ({ account, holdId }) => account.call('GET', `/api/tokens/holds/${holdId}`),
  captureHold: ({ account, holdId }) =>
    account.call('POST', `/api/tokens/holds/${holdId}/capture`, undefined, keyed()),
  releaseHold: ({ account, holdId }) =>
    account.call('POST', `/api/tokens/holds/${holdId}/release`, undefined, keyed()),
  extendHold: ({ account, holdId }) =>
    account.call('POST', `/api/tokens/holds/${holdId}/extend`, { holdSeconds: 600 }, keyed()),
  estimateCharge: ({ account }) => account.call('POST', '/api/tokens/estimates', post),
};

describe('no road past the meter', () => {
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  let messageId: string;
  let holdId: string;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    messageId = randomUUID();
    account = await api.openAccount();
    chat = await account.chat();
    await chat.say('hello', messageId);
    ({ holdId } = await takeHold(account));
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
      const { status } = await samples[name]({ account, chat, messageId, holdId });
      expect(status).toBe(successStatus);

      const after = await readEntries();
      const written = after
        .filter(({ hash }) => !before.some((entry) => entry.hash === hash))
        // Giving a hold back is an entry, too, but no charge.
        .filter(({ kind }) => kind !== 'release');
      const priced = charges === 'by request' ? post.service : charges;
      expect(written.map(({ service }) => service)).toEqual(charges === 'nothing' ? [] : [priced]);
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
