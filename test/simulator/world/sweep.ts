import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { dueShard } from '../../../functions/store/keys.ts';
import type { World } from './world.ts';

const dueRowSchema = z.object({ accountId: z.string(), chargeId: z.string() });

/**
 * What the sweeper does every minute, when it runs at all: gives the holds back that an index shows
 * as overdue. The index may be behind, and another may have been quicker.
 */
export async function sweep({ accountIds, database, pickProcess, send, tableName }: World) {
  const shards = new Set(accountIds.map((accountId) => dueShard(accountId)));
  const nowSeconds = Math.floor(pickProcess().now().getTime() / 1000);
  for (const shard of shards) {
    const output = await database.perform(
      new QueryCommand({
        TableName: tableName,
        IndexName: 'due',
        KeyConditionExpression: 'dueShard = :shard AND expiresAtEpochSeconds <= :now',
        ExpressionAttributeValues: { ':shard': shard, ':now': nowSeconds },
      }),
    );
    const { Items } = z.object({ Items: z.array(dueRowSchema) }).parse(output);
    const due = Items.filter(({ accountId }) => accountIds.includes(accountId));
    await Promise.all(due.map((row) => send({ kind: 'expire', actor: 'system:sweeper', ...row })));
  }
}
