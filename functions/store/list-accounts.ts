import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { limits } from '../../shared/limits.ts';
import { accountShardCount, keys } from './keys.ts';
import type { Table } from './table.ts';

/** A place in the list of accounts: in this shard, behind this account. */
export const accountPositionSchema = z.object({
  shard: z.int().min(0),
  after: z.string().nullable(),
});
export type AccountPosition = z.infer<typeof accountPositionSchema>;

export interface AccountPage {
  readonly accountIds: readonly string[];
  /** null at the end of the list. */
  readonly next: AccountPosition | null;
}

export type ListAccounts = (position: AccountPosition) => Promise<AccountPage>;

const rowSchema = z.object({ accountId: z.string() });

/**
 * Lists all accounts, shard by shard and by id within one, a page at a time. A page may be empty
 * without being the last. Accounts opened while somebody walks may be missed; the next walk has
 * them.
 */
export function createListAccounts({ documents, tableName }: Table): ListAccounts {
  return async ({ shard, after }) => {
    if (shard >= accountShardCount) return { accountIds: [], next: null };
    const isFirst = after === null;
    const { Items = [], LastEvaluatedKey } = await documents.send(
      new QueryCommand({
        TableName: tableName,
        KeyConditionExpression: `pk = :list${isFirst ? '' : ' AND sk > :after'}`,
        ExpressionAttributeValues: {
          ':list': keys.listedAccount(shard, '').pk,
          ...(!isFirst && { ':after': after }),
        },
        Limit: limits.accountsPageCount,
      }),
    );
    const accountIds = Items.map((item) => rowSchema.parse(item).accountId);
    const last = accountIds.at(-1);
    const isMore = LastEvaluatedKey !== undefined && last !== undefined;
    return {
      accountIds,
      next: isMore ? { shard, after: last } : { shard: shard + 1, after: null },
    };
  };
}
