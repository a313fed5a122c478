import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { childKey, childRefusedError, countChild } from './contact-children.ts';
import { createOnce } from './create-once.ts';
import { readCrmPage, type CrmPage } from './read-page.ts';
import { readCrmRow } from './read-row.ts';
import { createCrmRecordId } from './record-id.ts';
import type { CrmTable } from './crm-table.ts';

export const noteSchema = z.object({
  id: z.string(),
  contactId: z.string(),
  body: z.string(),
  createdAt: z.iso.datetime(),
});
export type Note = z.infer<typeof noteSchema>;

export interface NoteStore {
  /** @throws AppError not_found when the contact is missing or full */
  create(clientId: string, note: { contactId: string; body: string }, key?: string): Promise<Note>;
  /** Newest first. */
  list(
    clientId: string,
    contactId: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<CrmPage<Note>>;
}

export function createNoteStore(table: CrmTable): NoteStore {
  return {
    create: (clientId, note, key) => createNote(table, clientId, note, key),
    list: (clientId, contactId, page) => {
      const { pk, sk } = childKey(clientId, 'NOTE', contactId, '');
      const parse = (row: unknown) => noteSchema.parse(row);
      const request = { partition: pk, prefix: sk, parse, isWanted: () => true, ...page };
      return readCrmPage(table, request);
    },
  };
}

async function createNote(
  table: CrmTable,
  clientId: string,
  { contactId, body }: { contactId: string; body: string },
  idempotencyKey: string | undefined,
): Promise<Note> {
  const id = createCrmRecordId(table.now());
  const note = { id, contactId, body, createdAt: new Date(table.now()).toISOString() };
  const Item = { ...childKey(clientId, 'NOTE', contactId, id), ...note };
  const creation = await createOnce(table, {
    clientId,
    recordId: id,
    writes: [countChild(table, clientId, contactId), { Put: { TableName: table.tableName, Item } }],
    idempotencyKey: idempotencyKey && `note:${idempotencyKey}`,
  });
  if (creation.outcome === 'created') return note;
  if (creation.outcome === 'refused') throw childRefusedError();
  const earlierKey = childKey(clientId, 'NOTE', contactId, creation.recordId);
  const earlier = await readCrmRow(table, earlierKey, noteSchema);
  if (earlier) return earlier;
  throw new AppError('not_found', { detail: 'The note this request made was deleted since.' });
}
