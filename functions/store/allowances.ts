import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { PutCommand, QueryCommand, UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { allowanceSchema } from '../../shared/api/tools.ts';
import { limits } from '../../shared/limits.ts';
import { allowancePrefix, keys } from './keys.ts';
import type { Table } from './table.ts';

const storedAllowanceSchema = allowanceSchema.extend({
  /** Of the tool as it was then: one that has changed since asks again. */
  fingerprint: z.string(),
  revokedAt: z.iso.datetime().optional(),
});
export type StoredAllowance = z.infer<typeof storedAllowanceSchema>;

export type AllowanceStore = ReturnType<typeof createAllowanceStore>;

/** Which tools of a client run without asking, who allowed that, and when it was taken back. */
export function createAllowanceStore({ documents, tableName }: Table) {
  /** Those that stand, by server and tool. */
  async function listAllowances(clientId: string): Promise<StoredAllowance[]> {
    const { pk } = keys.allowance(clientId, '', '');
    const { Items = [] } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: 'pk = :pk AND begins_with(sk, :allowance)',
        FilterExpression: 'attribute_not_exists(revokedAt)',
        ExpressionAttributeValues: { ':pk': pk, ':allowance': allowancePrefix },
        ConsistentRead: true,
        Limit: limits.allowancesPerReadCount,
      }),
    );
    return Items.map((item) => storedAllowanceSchema.parse(item));
  }

  async function putAllowance(clientId: string, allowance: StoredAllowance): Promise<void> {
    const { server, tool } = allowance;
    const Item = { ...keys.allowance(clientId, server, tool), ...allowance };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
  }

  /** @returns false where nothing was allowed */
  async function revokeAllowance(
    clientId: string,
    { server, tool }: Pick<StoredAllowance, 'server' | 'tool'>,
    now: Date,
  ): Promise<boolean> {
    const revoke = new UpdateCommand({
      TableName: tableName,
      Key: keys.allowance(clientId, server, tool),
      UpdateExpression: 'SET revokedAt = :now',
      ConditionExpression: 'attribute_exists(pk) AND attribute_not_exists(revokedAt)',
      ExpressionAttributeValues: { ':now': now.toISOString() },
    });
    try {
      await documents.send(revoke);
      return true;
    } catch (error) {
      if (error instanceof ConditionalCheckFailedException) return false;
      throw error;
    }
  }

  return { listAllowances, putAllowance, revokeAllowance };
}
