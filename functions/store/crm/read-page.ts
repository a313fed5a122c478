import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { decodeCursor, encodeCursor } from './cursor.ts';
import { crmLimits } from './crm-limits.ts';
import type { CrmTable } from './crm-table.ts';

export interface CrmPage<Row> {
  readonly rows: readonly Row[];
  /** null: nothing follows. With a cursor there may be more, even behind an empty page. */
  readonly cursor: string | null;
}

export interface PageRequest<Row> {
  readonly partition: string;
  readonly prefix: string;
  readonly parse: (row: unknown) => Row;
  readonly isWanted: (row: Row) => boolean;
  /** Rows to return, 1 to {@link crmLimits.pageCount}. */
  readonly limit: number;
  readonly cursor?: string | undefined;
}

const sortKeySchema = z.object({ sk: z.string() });

/**
 * The newest wanted rows under a prefix. It looks at no more than
 * {@link crmLimits.rowsPerSearchCount} rows, wanted or not.
 *
 * @throws AppError malformed_request for a cursor that is not ours
 */
export async function readCrmPage<Row>(
  table: CrmTable,
  request: PageRequest<Row>,
): Promise<CrmPage<Row>> {
  const rows: Row[] = [];
  let after = request.cursor && decodeCursor(request.cursor, request.prefix);
  let readCount = 0;
  while (readCount < crmLimits.rowsPerSearchCount) {
    const { items, isLast } = await queryRows(table, request, after);
    for (const [index, item] of items.entries()) {
      const row = request.parse(item);
      readCount += 1;
      after = sortKeySchema.parse(item).sk;
      if (request.isWanted(row)) rows.push(row);
      if (rows.length === request.limit) {
        const isEnd = isLast && index === items.length - 1;
        return { rows, cursor: isEnd ? null : encodeCursor(after) };
      }
    }
    if (isLast || items.length === 0) return { rows, cursor: null };
  }
  return { rows, cursor: after ? encodeCursor(after) : null };
}

async function queryRows(
  table: CrmTable,
  { partition, prefix }: Pick<PageRequest<unknown>, 'partition' | 'prefix'>,
  after: string | undefined,
): Promise<{ items: readonly Record<string, unknown>[]; isLast: boolean }> {
  const { Items = [], LastEvaluatedKey } = await table.documents.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :prefix)',
      ExpressionAttributeValues: { ':pk': partition, ':prefix': prefix },
      ExclusiveStartKey: after ? { pk: partition, sk: after } : undefined,
      ScanIndexForward: false,
      ConsistentRead: true,
      Limit: crmLimits.rowsPerQueryCount,
    }),
  );
  return { items: Items, isLast: LastEvaluatedKey === undefined };
}
