import { DeleteCommand, GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

const credentialRowSchema = z.object({
  /** What a cipher made of all fields together. */
  sealed: z.string(),
  /** Names only. */
  fieldNames: z.array(z.string()),
  storedAt: z.iso.datetime(),
});

export type CredentialRow = z.infer<typeof credentialRowSchema>;
export type CredentialStore = ReturnType<typeof createCredentialStore>;

/** One client's credentials for one server, sealed: the table never holds them in the open. */
export function createCredentialStore({ documents, tableName: TableName }: Table) {
  async function putCredential(
    clientId: string,
    server: string,
    row: CredentialRow,
  ): Promise<void> {
    const Item = { ...keys.credential(clientId, server), ...row };
    await documents.send(new PutCommand({ TableName, Item }));
  }

  async function readCredential(clientId: string, server: string): Promise<CredentialRow | null> {
    const Key = keys.credential(clientId, server);
    const { Item } = await documents.send(new GetCommand({ TableName, Key, ConsistentRead: true }));
    return Item === undefined ? null : credentialRowSchema.parse(Item);
  }

  async function deleteCredential(clientId: string, server: string): Promise<void> {
    const Key = keys.credential(clientId, server);
    await documents.send(new DeleteCommand({ TableName, Key }));
  }

  return { putCredential, readCredential, deleteCredential };
}
