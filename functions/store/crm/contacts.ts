import { applyDetails } from './apply-details.ts';
import { contactRowSchema, toContact, type Contact, type ContactDetails } from './contact-rows.ts';
import { deleteContactChildren } from './contact-children.ts';
import { changeContact, contactMissingError, readContactRow } from './contact-writes.ts';
import { createContact, type CreatedContact } from './create-contact.ts';
import { matchContact } from './match-contact.ts';
import { normaliseTags } from './normalise-tags.ts';
import { readCrmPage, type CrmPage } from './read-page.ts';
import { requireReachable } from './require-reachable.ts';
import type { CrmTable } from './crm-table.ts';
import { findReached, readReach, upsertContact, type UpsertedContact } from './upsert-contact.ts';
import { keys } from '../keys.ts';

export interface ContactSearch {
  readonly query?: string | undefined;
  readonly limit: number;
  readonly cursor?: string | undefined;
}

/**
 * The contacts of each client. All but `get` and `search` throw AppError: `not_found` for a
 * contact the client does not have, `malformed_request` for details that cannot be, and
 * `account_busy` when others keep changing the same contact.
 */
export interface ContactStore {
  /** The same `idempotencyKey` again answers the first contact and makes none. */
  create(clientId: string, details: ContactDetails, key?: string): Promise<CreatedContact>;
  get(clientId: string, contactId: string): Promise<Contact | undefined>;
  /** Newest first. Throws `malformed_request` for a cursor that is not ours. */
  search(clientId: string, search: ContactSearch): Promise<CrmPage<Contact>>;
  /** Lays the details over the contact; an empty text takes a field away. */
  update(clientId: string, contactId: string, details: ContactDetails): Promise<Contact>;
  /** Updates the contact with this e-mail or, failing that, phone; else creates one. */
  upsert(clientId: string, details: ContactDetails): Promise<UpsertedContact>;
  /** Whether there is a contact with this e-mail or phone; the details are read as by `upsert`. */
  hasReachable(clientId: string, details: ContactDetails): Promise<boolean>;
  /** Deletes the contact with its notes and tasks; returns it as it was. */
  delete(clientId: string, contactId: string): Promise<Contact>;
  addTags(clientId: string, contactId: string, tags: readonly string[]): Promise<Contact>;
  removeTags(clientId: string, contactId: string, tags: readonly string[]): Promise<Contact>;
}

export function createContactStore(table: CrmTable): ContactStore {
  return {
    create: (clientId, details, key) => createContact(table, clientId, details, key),
    upsert: (clientId, details) => upsertContact(table, clientId, details),
    hasReachable: async (clientId, details) =>
      Boolean(await findReached(table, clientId, readReach(details))),
    get: async (clientId, contactId) => {
      const row = await readContactRow(table, clientId, contactId);
      return row && toContact(row);
    },
    search: (clientId, search) => searchContacts(table, clientId, search),
    update: async (clientId, contactId, details) =>
      toContact(
        await changeContact(table, clientId, contactId, (row) =>
          requireReachable(applyDetails(row, details)),
        ),
      ),
    delete: (clientId, contactId) => deleteContact(table, clientId, contactId),
    addTags: async (clientId, contactId, tags) =>
      toContact(
        await changeContact(table, clientId, contactId, (row) => ({
          ...row,
          tags: normaliseTags([...row.tags, ...tags]),
        })),
      ),
    removeTags: async (clientId, contactId, tags) => {
      const unwanted = new Set(normaliseTags(tags));
      const decided = await changeContact(table, clientId, contactId, (row) => ({
        ...row,
        tags: row.tags.filter((tag) => !unwanted.has(tag)),
      }));
      return toContact(decided);
    },
  };
}

async function searchContacts(
  table: CrmTable,
  clientId: string,
  { query = '', limit, cursor }: ContactSearch,
): Promise<CrmPage<Contact>> {
  const { pk, sk } = keys.contact(clientId, '');
  const page = await readCrmPage(table, {
    partition: pk,
    prefix: sk,
    parse: (row) => contactRowSchema.parse(row),
    isWanted: (row) => matchContact(row, query.trim()),
    limit,
    cursor,
  });
  return { rows: page.rows.map(toContact), cursor: page.cursor };
}

async function deleteContact(table: CrmTable, clientId: string, contactId: string) {
  const isThere = await readContactRow(table, clientId, contactId);
  const deleted = isThere && (await changeContact(table, clientId, contactId, () => undefined));
  // Also when it is gone already: an earlier deletion may have been cut short before this.
  await deleteContactChildren(table, clientId, contactId);
  if (!deleted) throw contactMissingError();
  return toContact(deleted);
}
