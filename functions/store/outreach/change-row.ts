import { ConditionalCheckFailedException } from '@aws-sdk/client-dynamodb';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import type { Table } from '../table.ts';

/**
 * Sets members of a row that stands at one of these statuses; members without a value stay as
 * they are.
 *
 * @param members at least one with a value
 * @param only.from at least one
 * @param only.condition what else has to hold, by the names and values of the members
 * @returns the whole row as it is then, or null for one that is not there or stands otherwise
 */
export async function changeRow(
  { documents, tableName }: Table,
  Key: { readonly pk: string; readonly sk: string },
  members: Readonly<Record<string, unknown>>,
  { from, condition }: { readonly from: readonly string[]; readonly condition?: string },
): Promise<unknown> {
  const set = Object.entries(members).filter(([, value]) => value !== undefined);
  const allowed = from.map((status, index): [string, string] => [`:from${index}`, status]);
  const isAllowed = `#status IN (${allowed.map(([name]) => name).join(', ')})`;
  const update = new UpdateCommand({
    TableName: tableName,
    Key,
    UpdateExpression: `SET ${set.map(([name]) => `#${name} = :${name}`).join(', ')}`,
    ConditionExpression: [isAllowed, ...(condition === undefined ? [] : [condition])].join(' AND '),
    ExpressionAttributeNames: {
      '#status': 'status',
      ...Object.fromEntries(set.map(([name]) => [`#${name}`, name])),
    },
    ExpressionAttributeValues: {
      ...Object.fromEntries(allowed),
      ...Object.fromEntries(set.map(([name, value]) => [`:${name}`, value])),
    },
    ReturnValues: 'ALL_NEW',
  });
  try {
    return (await documents.send(update)).Attributes ?? null;
  } catch (error) {
    if (error instanceof ConditionalCheckFailedException) return null;
    throw error;
  }
}
