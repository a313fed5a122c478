import { randomUUID } from 'node:crypto';
import { ScanCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { turnSchema } from '../../../functions/store/turns.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { calls, type ModelServer, says, startModelServer } from '../../support/model-server.ts';

/** A card that waits for an answer. */
interface Card {
  readonly chat: Chat;
  readonly messageId: string;
  readonly approvalId: string;
  readonly contactId: string;
}

const signaturePattern = /"signature":"([^"]*)"/g;

describe('an approval that was signed for another card', () => {
  let model: ModelServer;
  let api: TestApi;
  let account: TestAccount;
  let own: Card;
  let other: Card;
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
    own = await askToDelete('Lina', 'call-1');
    // The model may well use the same name for a call again.
    other = await askToDelete('Otto', 'call-1');
  });

  const contacts = () => createCrmStore(api.table).contacts;
  const exists = async ({ contactId }: Card) =>
    (await contacts().get(account.clientId, contactId)) !== undefined;

  /** Each in a session and a conversation of its own. */
  async function askToDelete(firstName: string, callId: string): Promise<Card> {
    const chat = await account.chat();
    const made = await contacts().create(account.clientId, {
      firstName,
      email: `${firstName.toLowerCase()}@example.com`,
    });
    const contactId = made.contact.id;
    model.script(calls('contacts_delete-contact', { contactId }, callId), says('Done.'));
    const messageId = randomUUID();
    const { approvals } = await chat.say(`delete ${firstName}`, messageId);
    return { chat, messageId, approvalId: approvals[0]?.approvalId ?? '', contactId };
  }

  /** The row that keeps a card's reply. */
  async function readRow({ messageId }: Card) {
    const { documents, tableName: TableName } = api.table;
    const { Items = [] } = await documents.send(
      new ScanCommand({
        TableName,
        FilterExpression: 'messageId = :id',
        ExpressionAttributeValues: { ':id': messageId },
      }),
    );
    const [row = {}] = Items;
    return { key: { pk: row['pk'], sk: row['sk'] }, json: turnSchema.parse(row).replyJson ?? '' };
  }

  async function writeReply(card: Card, json: string) {
    const { key, json: before } = await readRow(card);
    expect(json).not.toBe(before);
    await api.table.documents.send(
      new UpdateCommand({
        TableName: api.table.tableName,
        Key: key,
        UpdateExpression: 'SET replyJson = :json',
        ExpressionAttributeValues: { ':json': json },
      }),
    );
  }

  const signatureIn = (json: string) => [...json.matchAll(signaturePattern)][0]?.[1] ?? '';

  it('runs nothing, though the account and the tool are the same', async () => {
    const signature = signatureIn((await readRow(other)).json);
    expect(signature.length).toBeGreaterThan(20);
    const { json } = await readRow(own);
    await writeReply(own, json.replaceAll(signaturePattern, `"signature":"${signature}"`));

    const reply = await own.chat.answer(own.messageId, { [own.approvalId]: true });
    expect(reply.problem).toMatchObject({ code: 'model_failed' });
    expect([await exists(own), await exists(other)]).toEqual([true, true]);
  });

  it('runs nothing when its name is taken along, as the arguments are others', async () => {
    const signature = signatureIn((await readRow(other)).json);
    const { json } = await readRow(own);
    const renamed = json.replaceAll(own.approvalId, other.approvalId);
    await writeReply(own, renamed.replaceAll(signaturePattern, `"signature":"${signature}"`));

    const reply = await own.chat.answer(own.messageId, { [other.approvalId]: true });
    expect(reply.problem).toMatchObject({ code: 'model_failed' });
    expect([await exists(own), await exists(other)]).toEqual([true, true]);
  });

  it('is no answer to this card', async () => {
    const reply = await own.chat.answer(own.messageId, { [other.approvalId]: true });
    expect(reply).toMatchObject({ status: 409, problem: { code: 'approval_not_pending' } });
    expect([await exists(own), await exists(other)]).toEqual([true, true]);
  });

  it('works for its own card alone, once', async () => {
    const reply = await other.chat.answer(other.messageId, { [other.approvalId]: true });
    expect(reply.metadata).toMatchObject({ outcome: 'completed' });
    expect([await exists(own), await exists(other)]).toEqual([true, false]);
    const again = await other.chat.answer(other.messageId, { [other.approvalId]: true });
    expect(again).toMatchObject({ status: 409 });
  });
});
