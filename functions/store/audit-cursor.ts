import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { keys } from './keys.ts';
import { accountPositionSchema } from './list-accounts.ts';
import type { Table } from './table.ts';

const auditCursorSchema = z.object({
  /** Where to go on; null when the last walk came to its end. */
  position: accountPositionSchema.nullable(),
  /** When the walk began, which may have been some runs ago. */
  startedAt: z.iso.datetime(),
});

export type AuditCursor = z.infer<typeof auditCursorSchema>;
export type AuditCursorStore = ReturnType<typeof createAuditCursorStore>;

/** Remembers where the auditor stopped, as one run may be too short for all accounts. */
export function createAuditCursorStore({ documents, tableName }: Table) {
  /** @returns null when there is none, or none that can be read: the walk starts over */
  async function readCursor(): Promise<AuditCursor | null> {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: keys.auditCursor(), ConsistentRead: true }),
    );
    return auditCursorSchema.safeParse(Item).data ?? null;
  }

  async function writeCursor(cursor: AuditCursor): Promise<void> {
    const Item = { ...keys.auditCursor(), ...cursor };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
  }

  return { readCursor, writeCursor };
}
