import { email, reads, text, texts, time, type MadeUpTools } from './made-up-tools.ts';

export interface ContactRecord {
  readonly id: string;
  readonly firstName: string;
  readonly lastName: string;
  readonly email?: string;
  readonly phone?: string;
}

export const lina: ContactRecord = {
  id: 'c_1',
  firstName: 'Lina',
  lastName: 'Rosalex',
  email: 'lina@example.com',
  phone: '+18135551234',
};
export const otherLina: ContactRecord = {
  id: 'c_2',
  firstName: 'Lina',
  lastName: 'Perez',
  email: 'perez@example.com',
};
export const bob: ContactRecord = { id: 'c_3', firstName: 'Bob', lastName: 'Stone' };

/** A small CRM with a balance, a priced call and a destructive tool beside the free writes. */
export function contactTools(contacts: readonly ContactRecord[] = [lina, otherLina, bob]) {
  const tools: MadeUpTools = {
    'contacts_create-contact': {
      description: 'Creates a contact. Ask for the phone number and the e-mail address.',
      properties: {
        firstName: text,
        lastName: text,
        email,
        phone: text,
        companyName: text,
        city: text,
        state: text,
        tags: texts,
      },
      required: ['firstName'],
      hints: { title: 'Create contact' },
      answer: (input) => ({ contact: { id: 'c_9', ...input } }),
    },
    'contacts_get-contact': {
      description: 'Reads one contact.',
      properties: { contactId: text },
      required: ['contactId'],
      hints: { ...reads, title: 'Get contact' },
      answer: ({ contactId }) => ({ contact: contacts.find(({ id }) => id === contactId) }),
    },
    'contacts_get-contacts': {
      description: 'Searches contacts by name, e-mail, phone or tag.',
      properties: { query: text, limit: { type: 'integer', minimum: 1, maximum: 100 } },
      hints: { ...reads, title: 'Find contacts' },
      answer: () => ({ contacts, cursor: null }),
    },
    'contacts_update-contact': {
      description: 'Changes fields of a contact.',
      properties: {
        contactId: text,
        firstName: text,
        lastName: text,
        email,
        phone: text,
        city: text,
      },
      required: ['contactId'],
      hints: { title: 'Update contact' },
    },
    'contacts_delete-contact': {
      description: 'Deletes a contact for good.',
      properties: { contactId: text },
      required: ['contactId'],
      hints: { title: 'Delete contact', needsApproval: true },
    },
    'contacts_add-tags': {
      description: 'Adds tags to a contact.',
      properties: { contactId: text, tags: texts },
      required: ['contactId', 'tags'],
      hints: { title: 'Add tags' },
    },
    'contacts_create-note': {
      description: 'Adds a note to a contact.',
      properties: { contactId: text, body: text },
      required: ['contactId', 'body'],
      hints: { title: 'Add note' },
    },
    'contacts_create-task': {
      description: 'Creates a task for a contact.',
      properties: { contactId: text, title: text, dueDate: time },
      required: ['contactId', 'title'],
      hints: { title: 'Create task' },
    },
    'tokens_get-balance': {
      description: 'Tells the token balance.',
      hints: { ...reads, title: 'Token balance' },
      answer: () => ({ available: 97, held: 0, plan: 'free' }),
    },
    outbound_call: {
      description: 'Places a phone call.',
      properties: { phone: text, name: text },
      required: ['phone'],
      hints: { title: 'Place a call', needsApproval: true, tokens: 1 },
      answer: () => ({ status: 'queued' }),
    },
  };
  return tools;
}
