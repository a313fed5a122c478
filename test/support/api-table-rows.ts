import { ScanCommand } from '@aws-sdk/lib-dynamodb';
import type { TestTable } from './table.ts';

/** Pages of one scan: the tables of tests are small. */
const pageCount = 100;

/** Every request of somebody known is counted, whatever becomes of it. */
const isRequestCount = ({ pk }: Record<string, unknown>) => String(pk).startsWith('REQUESTS#');

/**
 * All that stands in a table, sorted, to tell whether something was written; without the counts of
 * requests.
 */
export async function readTableRows({
  documents,
  tableName: TableName,
}: TestTable): Promise<Record<string, unknown>[]> {
  const rows: Record<string, unknown>[] = [];
  let ExclusiveStartKey: Record<string, unknown> | undefined;
  for (let page = 0; page < pageCount; page++) {
    const answer = await documents.send(
      new ScanCommand({ TableName, ExclusiveStartKey, ConsistentRead: true }),
    );
    rows.push(...(answer.Items ?? []));
    ExclusiveStartKey = answer.LastEvaluatedKey;
    if (ExclusiveStartKey === undefined) {
      return rows
        .filter((row) => !isRequestCount(row))
        .toSorted((a, b) => keyOf(a).localeCompare(keyOf(b)));
    }
  }
  throw new Error('the table is too large for a test');
}

const keyOf = (row: Record<string, unknown>) => `${String(row['pk'])} ${String(row['sk'])}`;
