import { AppError } from '../../app-error.ts';
import { commitCrmWrites, crmBusyError, type CrmWrite } from './commit.ts';
import { buildLookupWrites } from './contact-lookups.ts';
import { contactRowSchema, type ContactRow } from './contact-rows.ts';
import { crmLimits } from './crm-limits.ts';
import { readCrmRow } from './read-row.ts';
import type { CrmTable } from './crm-table.ts';
import { keys } from '../keys.ts';

export const contactMissingError = () =>
  new AppError('not_found', { detail: 'There is no contact with this contactId.' });

export const readContactRow = (table: CrmTable, clientId: string, contactId: string) =>
  readCrmRow(table, keys.contact(clientId, contactId), contactRowSchema);

/** A contact that appears (no `before`), changes, or goes (no `after`), with its lookup rows. */
export function buildContactWrites(
  table: CrmTable,
  clientId: string,
  change: { before?: ContactRow; after?: ContactRow },
): CrmWrite[] {
  const { before, after } = change;
  const condition = before
    ? {
        ConditionExpression: '#version = :version',
        ExpressionAttributeNames: { '#version': 'version' },
        ExpressionAttributeValues: { ':version': before.version },
      }
    : { ConditionExpression: 'attribute_not_exists(pk)' };
  const write: CrmWrite[] = [];
  if (after) {
    const Item = { ...keys.contact(clientId, after.id), ...after };
    write.push({ Put: { TableName: table.tableName, Item, ...condition } });
  } else if (before) {
    const Key = keys.contact(clientId, before.id);
    write.push({ Delete: { TableName: table.tableName, Key, ...condition } });
  }
  return [...write, ...buildLookupWrites(table, clientId, before, after)];
}

/**
 * Reads a contact, decides what it becomes, and writes that over the version read, anew while
 * others get in between. `decide` answers undefined to delete it.
 *
 * @returns the row as written, or as it was before it was deleted
 * @throws AppError not_found, account_busy, and whatever `decide` refuses with
 */
export async function changeContact(
  table: CrmTable,
  clientId: string,
  contactId: string,
  decide: (row: ContactRow) => ContactRow | undefined,
): Promise<ContactRow> {
  for (let attempt = 1; attempt <= crmLimits.commitAttemptCount; attempt += 1) {
    const before = await readContactRow(table, clientId, contactId);
    if (!before) throw contactMissingError();
    const decided = decide(before);
    const updatedAt = new Date(table.now()).toISOString();
    const after = decided && { ...decided, version: before.version + 1, updatedAt };
    const writes = buildContactWrites(table, clientId, { before, after });
    const failed = await commitCrmWrites(table, writes);
    if (failed.length === 0) return after ?? before;
  }
  throw crmBusyError();
}
