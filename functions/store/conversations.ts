import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from './keys.ts';
import { randomId } from './random-id.ts';
import type { Table } from './table.ts';

const conversationRecordSchema = z.object({
  conversationId: z.string(),
  accountId: z.string(),
  clientId: z.string(),
  createdAt: z.iso.datetime(),
});

export type ConversationRecord = z.infer<typeof conversationRecordSchema>;
export type ConversationStore = ReturnType<typeof createConversationStore>;

/** Conversations: who owns them. Their messages are turns. */
export function createConversationStore({ documents, tableName }: Table) {
  async function createConversation(
    owner: Pick<ConversationRecord, 'accountId' | 'clientId'>,
    now: Date,
  ): Promise<ConversationRecord> {
    const conversationId = randomId('con');
    const conversation = { ...owner, conversationId, createdAt: now.toISOString() };
    const Item = { ...keys.conversation(conversationId), ...conversation };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
    return conversation;
  }

  async function readConversation(conversationId: string): Promise<ConversationRecord | null> {
    const Key = keys.conversation(conversationId);
    const { Item } = await documents.send(new GetCommand({ TableName: tableName, Key }));
    return Item === undefined ? null : conversationRecordSchema.parse(Item);
  }

  return { createConversation, readConversation };
}
