import { randomUUID } from 'node:crypto';
import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../functions/store/keys.ts';
import type { TestTable } from './table.ts';

/**
 * Puts an account whose STATE item is as given: absent unless members are named.
 *
 * @returns the new account's id
 */
export async function putAccount(
  { documents, tableName: TableName }: TestTable,
  state?: Readonly<Record<string, unknown>>,
): Promise<string> {
  const accountId = `account-${randomUUID()}`;
  const profile = { ...keys.profile(accountId), accountId };
  await documents.send(new PutCommand({ TableName, Item: profile }));
  if (state !== undefined) {
    const Item = { ...keys.accountState(accountId), accountId, ...state };
    await documents.send(new PutCommand({ TableName, Item }));
  }
  return accountId;
}
