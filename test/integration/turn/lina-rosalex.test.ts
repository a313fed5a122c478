import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import type { Reply } from '../../support/api-reply.ts';
import { type LoggedLine, startApi, type TestApi } from '../../support/api-server.ts';
import { buildOutreachParts } from '../../support/outreach-parts.ts';

const said = [
  'create contact Lina Rosalex',
  'phone is 813-555-1234, email lina@example.com',
  'yes',
] as const;
const contactsSchema = z.object({
  contacts: z.array(z.looseObject({ id: z.string(), firstName: z.string() })),
});

describe('creating the contact Lina Rosalex by chat', () => {
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  const messageIds = said.map(() => randomUUID());
  const replies: Reply[] = [];
  const linesOfTurns: LoggedLine[][] = [];

  beforeAll(async () => {
    api = await startApi();
    account = await api.openAccount();
    chat = await account.chat();
    for (const [index, text] of said.entries()) {
      const start = api.lines.length;
      replies.push(await chat.say(text, messageIds[index]));
      linesOfTurns.push(api.lines.slice(start));
    }
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it('asks for what is missing, then for a yes, then says that it is created', () => {
    expect(replies.map(({ status }) => status)).toEqual([200, 200, 200]);
    expect(replies[0]?.text).toMatch(/phone|e-mail/i);
    expect(replies[1]?.text).toContain('813');
    expect(replies[2]?.text).toContain('Lina Rosalex');
    expect(replies.map(({ metadata }) => metadata?.outcome)).toEqual(Array(3).fill('completed'));
  });

  it('costs one token a message: 100, 99, 98, 97', async () => {
    expect(replies.map(({ metadata }) => [metadata?.tokens, metadata?.balanceAfter])).toEqual([
      [1, 99],
      [1, 98],
      [1, 97],
    ]);
    expect(await account.balance()).toMatchObject({ available: 97, held: 0, usedThisPeriod: 3 });
    expect(await account.problems()).toEqual([]);
  });

  it('leaves one transaction for each message, with consecutive balances', async () => {
    const { clientId } = account;
    const { sessionId } = chat;
    const row = { service: 'ai_chat_message', tokens: -1, status: 'charged', clientId, sessionId };
    expect(await account.charges()).toMatchObject(
      messageIds.map((message, index) => ({
        ...row,
        sequence: index + 2,
        balanceAfter: 99 - index,
        reference: { message },
      })),
    );
  });

  it('makes the contact in the CRM, where any MCP client finds it', async () => {
    const connectTools = createConnectTools({
      builtinServers: createBuiltinServers({
        crm: createCrmStore(api.table),
        outreach: buildOutreachParts(api.table),
      }),
    });
    const entry = createServerCatalogue().find('crm');
    const crm = await connectTools({ entry, clientId: account.clientId });
    const found = await crm.callTool('contacts_get-contacts', { query: 'Rosalex' });
    expect(contactsSchema.parse(found.structured).contacts).toMatchObject([
      { firstName: 'Lina', lastName: 'Rosalex', email: 'lina@example.com' },
    ]);
  });

  it('logs each step of each turn in order, under the id of its request', () => {
    const { accountId, clientId } = account;
    for (const [index, lines] of linesOfTurns.entries()) {
      const isLast = index === 2;
      const balances = { balanceBefore: 100 - index, balanceAfter: 99 - index };
      expect(lines).toMatchObject([
        { level: 'INFO', message: 'account lookup', clientId },
        { level: 'INFO', message: 'account found', clientId, accountId },
        {
          level: 'INFO',
          message: 'tokens deducted',
          accountId,
          service: 'ai_chat_message',
          tokens: 1,
          ...balances,
          sequence: index + 2,
        },
        ...(isLast ? [toolLine] : []),
        {
          level: 'INFO',
          message: 'turn settled',
          messageId: messageIds[index],
          tokens: 1,
          outcome: 'completed',
        },
      ]);
      expect(new Set(lines.map((line) => line['requestId'])).size).toBe(1);
      expect(lines[0]?.['requestId']).toBe(replies[index]?.headers.get('x-request-id'));
    }
  });

  it('logs neither what was said, nor contact details, nor the key', () => {
    const logged = JSON.stringify(api.lines);
    expect(logged).toContain(account.clientId);
    const secrets = ['Lina', 'Rosalex', '813-555', '555-1234', 'lina@', 'create contact'];
    for (const secret of [...secrets, account.apiKey]) expect(logged).not.toContain(secret);
  });

  it('keeps the conversation for whoever opens it again', async () => {
    const { messages } = await chat.history();
    expect(messages.map(({ role }) => role)).toEqual(said.flatMap(() => ['user', 'assistant']));
    expect(messages[0]?.parts).toMatchObject([{ type: 'text', text: said[0] }]);
    expect(JSON.stringify(messages[5]?.parts)).toContain('contacts_create-contact');
  });
});

const toolLine = {
  level: 'INFO',
  message: 'tool called',
  tool: 'contacts_create-contact',
  durationMs: expect.any(Number),
  outcome: 'done',
  contactId: expect.any(String),
};
