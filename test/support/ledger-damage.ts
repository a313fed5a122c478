import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { keys } from '../../functions/store/keys.ts';
import type { TestTable } from './table.ts';

type Key = { pk: string; sk: string };

/** Edits rows behind the ledger's back, as only an intruder or a mistake could. */
export function createLedgerDamage({ documents, tableName: TableName }: TestTable) {
  async function edit(Key: Key, change: Readonly<Record<string, unknown>>): Promise<void> {
    const { Item } = await documents.send(new GetCommand({ TableName, Key }));
    await documents.send(new PutCommand({ TableName, Item: { ...Item, ...change, ...Key } }));
  }

  const remove = (Key: Key) => documents.send(new DeleteCommand({ TableName, Key }));

  return {
    edit,
    remove,
    editEntry: (accountId: string, sequence: number, change: Readonly<Record<string, unknown>>) =>
      edit(keys.entry(accountId, sequence), change),
    dropEntry: (accountId: string, sequence: number) => remove(keys.entry(accountId, sequence)),
    editState: (accountId: string, change: Readonly<Record<string, unknown>>) =>
      edit(keys.accountState(accountId), change),
    dropState: (accountId: string) => remove(keys.accountState(accountId)),
  };
}

export type LedgerDamage = ReturnType<typeof createLedgerDamage>;
