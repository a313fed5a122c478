import { createHash } from 'node:crypto';
import { QueryCommand } from '@aws-sdk/lib-dynamodb';
import type { CrmWrite } from './commit.ts';
import { contactLookupRowSchema, type ContactRow } from './contact-rows.ts';
import type { CrmTable } from './crm-table.ts';
import { keys } from '../keys.ts';

const lookupFields = { EMAIL: 'email', PHONE: 'phone' } as const;
type LookupField = keyof typeof lookupFields;

/** A hash, so that contact details never stand in a key, where logs and metrics could show them. */
const hashValue = (value: string) => createHash('sha256').update(value).digest('hex');

const lookupKey = (clientId: string, field: LookupField, value: string, contactId: string) =>
  keys.contactLookup(clientId, field, hashValue(value), contactId);

/** What the lookup rows need when a contact appears, changes or goes. */
export function buildLookupWrites(
  table: CrmTable,
  clientId: string,
  before: ContactRow | undefined,
  after: ContactRow | undefined,
): CrmWrite[] {
  const writes: CrmWrite[] = [];
  for (const field of ['EMAIL', 'PHONE'] as const) {
    const oldValue = before?.[lookupFields[field]];
    const newValue = after?.[lookupFields[field]];
    if (oldValue === newValue) continue;
    if (before && oldValue) {
      const Key = lookupKey(clientId, field, oldValue, before.id);
      writes.push({ Delete: { TableName: table.tableName, Key } });
    }
    if (after && newValue) {
      const key = lookupKey(clientId, field, newValue, after.id);
      const Item = { ...key, contactId: after.id };
      writes.push({ Put: { TableName: table.tableName, Item } });
    }
  }
  return writes;
}

/** The oldest contact that has this normalised e-mail or phone. */
export async function findContactId(
  table: CrmTable,
  clientId: string,
  field: LookupField,
  value: string,
): Promise<string | undefined> {
  const { pk, sk } = lookupKey(clientId, field, value, '');
  const { Items = [] } = await table.documents.send(
    new QueryCommand({
      TableName: table.tableName,
      KeyConditionExpression: 'pk = :pk AND begins_with(sk, :sk)',
      ExpressionAttributeValues: { ':pk': pk, ':sk': sk },
      ConsistentRead: true,
      Limit: 1,
    }),
  );
  return Items[0] && contactLookupRowSchema.parse(Items[0]).contactId;
}
