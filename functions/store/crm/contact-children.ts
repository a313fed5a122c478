import {
  BatchWriteCommand,
  QueryCommand,
  type BatchWriteCommandInput,
} from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import type { CrmWrite } from './commit.ts';
import { crmLimits } from './crm-limits.ts';
import type { CrmTable } from './crm-table.ts';
import { keys } from '../keys.ts';

const childKinds = ['NOTE', 'TASK'] as const;
type ChildKind = (typeof childKinds)[number];

/** Children stand together by contact, oldest first. */
export const childKey = (clientId: string, kind: ChildKind, contactId: string, childId: string) =>
  keys.crmRecord(clientId, kind, `${contactId}#${childId}`);

const rowKeySchema = z.object({ pk: z.string(), sk: z.string() });

/** Counts a new note or task on its contact; refused when the contact is gone or has too many. */
export const countChild = (table: CrmTable, clientId: string, contactId: string): CrmWrite => ({
  Update: {
    TableName: table.tableName,
    Key: keys.contact(clientId, contactId),
    UpdateExpression: 'ADD childCount :one, #version :one',
    ConditionExpression: 'attribute_exists(pk) AND childCount < :most',
    ExpressionAttributeNames: { '#version': 'version' },
    ExpressionAttributeValues: { ':one': 1, ':most': crmLimits.childrenPerContactCount },
  },
});

export const childRefusedError = () =>
  new AppError('not_found', {
    detail:
      'There is no contact with this contactId, or it has as many notes and tasks as a contact ' +
      `can have (${crmLimits.childrenPerContactCount}).`,
  });

/** Deletes the notes and tasks of a contact. Sent again, it goes on where it was cut short. */
export async function deleteContactChildren(
  table: CrmTable,
  clientId: string,
  contactId: string,
): Promise<void> {
  const maxBatches = Math.ceil(crmLimits.childrenPerContactCount / crmLimits.rowsPerBatchCount) + 2;
  for (const kind of childKinds) {
    for (let batch = 0; batch < maxBatches; batch += 1) {
      const rowKeys = await readChildKeys(table, childKey(clientId, kind, contactId, ''));
      if (rowKeys.length === 0) break;
      await deleteRows(table, rowKeys);
    }
  }
}

async function readChildKeys(table: CrmTable, { pk, sk }: z.infer<typeof rowKeySchema>) {
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ProjectionExpression: 'pk, sk',
      ConsistentRead: true,
      Limit: crmLimits.rowsPerBatchCount,
    }),
  );
  return Items.map((item) => rowKeySchema.parse(item));
}

/** What DynamoDB leaves undone is found again by the next read. */
async function deleteRows(table: CrmTable, rowKeys: z.infer<typeof rowKeySchema>[]) {
  const requests = rowKeys.map((Key) => ({ DeleteRequest: { Key } }));
  const RequestItems: BatchWriteCommandInput['RequestItems'] = { [table.tableName]: requests };
  await table.documents.send(new BatchWriteCommand({ RequestItems }));
}
