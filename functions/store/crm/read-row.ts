import { GetCommand } from '@aws-sdk/lib-dynamodb';
import type * as z from 'zod';
import type { CrmTable } from './crm-table.ts';

/** One row as it stands now, parsed; undefined when there is none. */
export async function readCrmRow<Row>(
  table: CrmTable,
  key: { readonly pk: string; readonly sk: string },
  schema: z.ZodType<Row>,
): Promise<Row | undefined> {
  const { Item } = await table.documents.send(
    new GetCommand({ TableName: table.tableName, Key: key, ConsistentRead: true }),
  );
  return Item && schema.parse(Item);
}
