import { createContactStore, type ContactStore } from './contacts.ts';
import { createNoteStore, type NoteStore } from './notes.ts';
import { createOpportunityStore, type OpportunityStore } from './opportunities.ts';
import type { CrmTable } from './crm-table.ts';
import type { Table } from '../table.ts';
import { createTaskStore, type TaskStore } from './tasks.ts';

/** The built-in CRM. Every call names the client; nothing of another client can be reached. */
export interface CrmStore {
  readonly contacts: ContactStore;
  readonly notes: NoteStore;
  readonly tasks: TaskStore;
  readonly opportunities: OpportunityStore;
}

/** @param now epoch milliseconds; given by tests, else the clock */
export function createCrmStore({
  documents,
  tableName,
  now = Date.now,
}: Table & { readonly now?: () => number }): CrmStore {
  const table: CrmTable = { documents, tableName, now };
  return {
    contacts: createContactStore(table),
    notes: createNoteStore(table),
    tasks: createTaskStore(table),
    opportunities: createOpportunityStore(table),
  };
}
