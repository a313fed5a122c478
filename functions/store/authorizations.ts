import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

/** A sign-in to a server that is on its way: from the button to the way back. */
const authorizationRowSchema = z.object({
  accountId: z.string(),
  clientId: z.string(),
  server: z.string(),
  /** Who began it. */
  actor: z.string(),
  /** Of the cookie of the browser that began it. */
  browserHash: z.string(),
  /** What is needed to end it; the proof of PKCE is among it. */
  sealed: z.string(),
  /** The page that asked. */
  returnPath: z.string(),
  expiresAt: z.iso.datetime(),
});
export type AuthorizationRow = z.infer<typeof authorizationRowSchema>;
export type AuthorizationStore = ReturnType<typeof createAuthorizationStore>;

/** Sign-ins on their way, each of which comes back once. */
export function createAuthorizationStore({ documents, tableName: TableName }: Table) {
  /** @param stateHash of what comes back with the browser */
  async function putAuthorization(stateHash: string, row: AuthorizationRow): Promise<void> {
    const Item = {
      ...keys.authorization(stateHash),
      ...row,
      expireItemAtEpochSeconds: Math.ceil(Date.parse(row.expiresAt) / 1000),
    };
    await documents.send(new PutCommand({ TableName, Item }));
  }

  /** @returns null for one that never was, was taken before, or has expired */
  async function takeAuthorization(stateHash: string, now: Date): Promise<AuthorizationRow | null> {
    const take = new UpdateCommand({
      TableName,
      Key: keys.authorization(stateHash),
      UpdateExpression: 'SET takenAt = :now REMOVE sealed',
      ConditionExpression: 'attribute_not_exists(takenAt) AND expiresAt > :now',
      ExpressionAttributeValues: { ':now': now.toISOString() },
      ReturnValues: 'ALL_OLD',
    });
    try {
      const { Attributes } = await documents.send(take);
      return authorizationRowSchema.parse(Attributes);
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return null;
      throw error;
    }
  }

  return { putAuthorization, takeAuthorization };
}
