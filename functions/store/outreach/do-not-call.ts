import { PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { CrmTable } from '../crm/crm-table.ts';
import { readCrmPage, type CrmPage } from '../crm/read-page.ts';
import { readCrmRow } from '../crm/read-row.ts';
import { keys } from '../keys.ts';

export const blockedNumberSchema = z.object({ phone: z.string(), addedAt: z.iso.datetime() });
type BlockedNumber = z.infer<typeof blockedNumberSchema>;

export interface DoNotCallStore {
  /** Adding a number twice keeps when it was last asked for. @param phone E.164 */
  add(clientId: string, phone: string): Promise<BlockedNumber>;
  has(clientId: string, phone: string): Promise<boolean>;
  list(
    clientId: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<CrmPage<BlockedNumber>>;
}

/** Numbers that each client may not call. */
export function createDoNotCallStore(table: CrmTable): DoNotCallStore {
  return {
    add: async (clientId, phone) => {
      const blocked = { phone, addedAt: new Date(table.now()).toISOString() };
      const Item = { ...keys.outreachRecord(clientId, 'DONOTCALL', phone), ...blocked };
      await table.documents.send(new PutCommand({ TableName: table.tableName, Item }));
      return blocked;
    },
    has: async (clientId, phone) => {
      const key = keys.outreachRecord(clientId, 'DONOTCALL', phone);
      return (await readCrmRow(table, key, blockedNumberSchema)) !== undefined;
    },
    list: (clientId, page) => {
      const { pk, sk } = keys.outreachRecord(clientId, 'DONOTCALL', '');
      const parse = (row: unknown) => blockedNumberSchema.parse(row);
      return readCrmPage(table, {
        partition: pk,
        prefix: sk,
        parse,
        isWanted: () => true,
        ...page,
      });
    },
  };
}
