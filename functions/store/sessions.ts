import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { limits } from '../../shared/limits.ts';
import { keys } from './keys.ts';
import { randomId } from './random-id.ts';
import type { Table } from './table.ts';

const sessionRecordSchema = z.object({
  sessionId: z.string(),
  accountId: z.string(),
  clientId: z.string(),
  clientName: z.string(),
  server: z.string(),
  conversationId: z.string(),
  /** Tools of servers that are not ours, as they were when the session was opened. */
  toolPins: z.record(z.string(), z.string()).optional(),
  createdAt: z.iso.datetime(),
  expiresAt: z.iso.datetime(),
});

export type SessionRecord = z.infer<typeof sessionRecordSchema>;
export type SessionStore = ReturnType<typeof createSessionStore>;

/** MCP sessions: which client a connection is bound to. They outlive a restart, and expire. */
export function createSessionStore({ documents, tableName }: Table) {
  async function createSession(
    bound: Omit<SessionRecord, 'sessionId' | 'createdAt' | 'expiresAt'>,
    now: Date,
  ): Promise<SessionRecord> {
    const expiresAt = new Date(now.getTime() + limits.sessionLifetimeSeconds * 1000);
    const session = {
      ...bound,
      sessionId: randomId('ses'),
      createdAt: now.toISOString(),
      expiresAt: expiresAt.toISOString(),
    };
    const Item = {
      ...keys.session(session.sessionId),
      ...session,
      expireItemAtEpochSeconds: Math.ceil(expiresAt.getTime() / 1000),
    };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
    return session;
  }

  /** @returns null for a session that never was, was closed or has expired */
  async function readSession(sessionId: string, now: Date): Promise<SessionRecord | null> {
    const Key = keys.session(sessionId);
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key, ConsistentRead: true }),
    );
    if (Item === undefined) return null;
    const session = sessionRecordSchema.parse(Item);
    // DynamoDB removes expired items in its own time, days later.
    return session.expiresAt > now.toISOString() ? session : null;
  }

  async function deleteSession(sessionId: string): Promise<void> {
    await documents.send(new DeleteCommand({ TableName: tableName, Key: keys.session(sessionId) }));
  }

  return { createSession, readSession, deleteSession };
}
