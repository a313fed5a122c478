import { randomUUID } from 'node:crypto';
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { turnSchema } from '../../../functions/store/turns.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import type { Reply } from '../../support/api-reply.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { calls, type ModelServer, says, startModelServer } from '../../support/model-server.ts';

describe('a destructive tool', () => {
  let model: ModelServer;
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  /** The message that asked for the deletion, and its approval. */
  let id: string;
  let approvalId: string;
  let asked: Reply;
  let contactId: string;

  beforeAll(async () => {
    model = await startModelServer();
    api = await startApi({ modelBaseUrl: model.baseUrl });
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    account = await api.openAccount();
    chat = await account.chat();
    contactId = await createContact('Lina');
    id = randomUUID();
    model.script(calls('contacts_delete-contact', { contactId }), says('As you wish.'));
    asked = await chat.say('delete Lina', id);
    approvalId = asked.approvals[0]?.approvalId ?? '';
  });

  const contacts = () => createCrmStore(api.table).contacts;
  const createContact = async (firstName: string) => {
    const email = `${firstName.toLowerCase()}@example.com`;
    return (await contacts().create(account.clientId, { firstName, email })).contact.id;
  };
  const exists = async (contact = contactId) =>
    (await contacts().get(account.clientId, contact)) !== undefined;

  it('stops at a card that says what approving means', async () => {
    expect(asked.approvals).toMatchObject([
      { descriptor: { title: expect.any(String), service: null, tokens: 0, isDestructive: true } },
    ]);
    expect(asked.metadata).toMatchObject({ outcome: 'waiting', tokens: 1, balanceAfter: 99 });
    expect(await exists()).toBe(true);
  });

  it('runs once it is approved, in the same reply and for the same token', async () => {
    const reply = await chat.answer(id, { [approvalId]: true });

    expect(reply).toMatchObject({ status: 200, text: 'As you wish.', messageId: asked.messageId });
    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 1, balanceAfter: 99 });
    expect(await exists()).toBe(false);
    expect(await account.charges()).toMatchObject([{ tokens: -1, status: 'charged' }]);
    expect((await chat.history()).messages).toHaveLength(2);
  });

  it('does nothing when it is denied, and the model is told', async () => {
    const reply = await chat.answer(id, { [approvalId]: false });

    expect(reply.text).toBe('As you wish.');
    expect(reply.chunks.map(({ type }) => type)).toContain('tool-output-denied');
    expect(JSON.stringify(model.requests.at(-1)?.messages.at(-1))).toMatch(/denied/i);
    expect(await exists()).toBe(true);
  });

  it('runs once, however often and however fast it is approved', async () => {
    const replies = await Promise.all(
      Array.from({ length: 4 }, () => chat.answer(id, { [approvalId]: true })),
    );
    const again = await chat.answer(id, { [approvalId]: true });

    expect(replies.filter(({ status }) => status === 200)).toHaveLength(1);
    for (const reply of [...replies.filter(({ status }) => status !== 200), again]) {
      expect(reply).toMatchObject({ status: 409, problem: { code: 'approval_not_pending' } });
    }
    expect(model.requests).toHaveLength(2);
  });

  it.each([
    ['an approval of another name', (real: string) => ({ [`${real}x`]: true })],
    ['one approval too many', (real: string) => ({ [real]: true, another: true })],
  ])('refuses %s', async (_, forge) => {
    const reply = await chat.answer(id, forge(approvalId));
    expect(reply).toMatchObject({ status: 409, problem: { code: 'approval_not_pending' } });
    expect(await exists()).toBe(true);
  });

  it('refuses an approval from another conversation of the same account', async () => {
    const elsewhere = await account.chat();
    const reply = await elsewhere.answer(id, { [approvalId]: true });
    expect(reply).toMatchObject({ status: 404, problem: { code: 'turn_not_found' } });
    expect(await exists()).toBe(true);
  });

  it('refuses an approval by somebody else, also in a session of theirs', async () => {
    const stranger = await api.openAccount();
    const body = { message: { id }, approvals: [{ approvalId, approved: true }] };
    const theirs = await stranger.chat();
    const inTheirs = await theirs.answer(id, { [approvalId]: true });
    const inOurs = await (await stranger.openTurn({ ...body, sessionId: chat.sessionId })).end;

    expect(inTheirs).toMatchObject({ status: 404, problem: { code: 'turn_not_found' } });
    expect(inOurs).toMatchObject({ status: 404, problem: { code: 'session_not_found' } });
    expect(await exists()).toBe(true);
  });

  it('refuses an approval for a turn that asks for none', async () => {
    const other = randomUUID();
    model.script(says('Good day.'));
    await chat.say('hello', other);
    const reply = await chat.answer(other, { [approvalId]: true });
    expect(reply).toMatchObject({ status: 409, problem: { code: 'approval_not_pending' } });
  });

  it('is off when a new message comes instead of an answer', async () => {
    model.script(says('Never mind, then.'));
    const next = await chat.say('what is the weather?');
    const late = await chat.answer(id, { [approvalId]: true });

    expect(next.metadata).toMatchObject({ outcome: 'completed', balanceAfter: 98 });
    expect(late).toMatchObject({ status: 409, problem: { code: 'approval_not_pending' } });
    expect(await exists()).toBe(true);
    expect(JSON.stringify((await chat.history()).messages[1])).toContain('output-denied');
  });

  it('does not touch another contact when the stored arguments were changed', async () => {
    const other = await createContact('Otto');
    await rewriteReply((json) => json.replaceAll(contactId, other));
    const reply = await chat.answer(id, { [approvalId]: true });

    expect(reply.problem).toMatchObject({ code: 'model_failed' });
    expect([await exists(), await exists(other)]).toEqual([true, true]);
  });

  it('does not run a tool that nobody was asked about', async () => {
    await rewriteReply((json) => json.replaceAll(/"signature":"[^"]*"/g, '"signature":"forged"'));
    const reply = await chat.answer(id, { [approvalId]: true });

    expect(reply.problem).toMatchObject({ code: 'model_failed' });
    expect(await exists()).toBe(true);
  });

  /** Changes the stored reply behind the back of the product. */
  async function rewriteReply(rewrite: (json: string) => string) {
    const { documents, tableName: TableName } = api.table;
    const { Items = [] } = await documents.send(
      new ScanCommand({
        TableName,
        FilterExpression: 'messageId = :id',
        ExpressionAttributeValues: { ':id': id },
      }),
    );
    const [item] = Items;
    const before = turnSchema.parse(item).replyJson ?? '';
    expect(rewrite(before)).not.toBe(before);
    await documents.send(
      new UpdateCommand({
        TableName,
        Key: { pk: item?.['pk'], sk: item?.['sk'] },
        UpdateExpression: 'SET replyJson = :json',
        ExpressionAttributeValues: { ':json': rewrite(before) },
      }),
    );
  }
});
