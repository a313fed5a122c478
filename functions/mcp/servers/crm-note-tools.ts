import * as z from 'zod';
import { contactMissingError } from '../../store/crm/contact-writes.ts';
import { crmLimits } from '../../store/crm/crm-limits.ts';
import { noteSchema } from '../../store/crm/notes.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { toolKinds } from './tool-kinds.ts';
import { defineCrmTool } from './crm-tool.ts';
import { describePage } from './describe-page.ts';

const createNote = defineCrmTool({
  name: 'contacts_create-note',
  title: 'Write a note',
  description: 'Writes a note on a contact.',
  input: z.strictObject({
    contactId: crmFields.contactId,
    body: crmFields.requiredText(crmLimits.bodyCharacters, 'What the note says.'),
  }),
  output: z.object({ note: noteSchema }),
  annotations: toolKinds.create,
  run: async (newNote, { crm, clientId, idempotencyKey }) => {
    const note = await crm.notes.create(clientId, newNote, idempotencyKey);
    return { text: `Note written (noteId ${note.id}).`, structured: { note } };
  },
});

const getNotes = defineCrmTool({
  name: 'contacts_get-notes',
  title: 'Read notes',
  description: 'Reads the notes on a contact, newest first.',
  input: z.strictObject({
    contactId: crmFields.contactId,
    limit: crmFields.limit,
    cursor: crmFields.cursor,
  }),
  output: z.object({ notes: z.array(noteSchema), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async ({ contactId, ...page }, { crm, clientId }) => {
    if (!(await crm.contacts.get(clientId, contactId))) throw contactMissingError();
    const { rows, cursor } = await crm.notes.list(clientId, contactId, page);
    const lines = rows.map((note) => `- ${note.createdAt}: ${note.body}`);
    return {
      text: describePage('notes', lines, cursor),
      structured: { notes: [...rows], cursor },
    };
  },
});

export const crmNoteTools = [createNote, getNotes];
