import * as z from 'zod';
import { contactSchema } from '../../store/crm/contact-rows.ts';
import { contactMissingError } from '../../store/crm/contact-writes.ts';
import { crmLimits } from '../../store/crm/crm-limits.ts';
import { contactChangesInput, newContactInput, upsertContactInput } from './crm-contact-fields.ts';
import { crmFields, cursorOutput } from './crm-input-fields.ts';
import { toolKinds } from './tool-kinds.ts';
import { defineCrmTool } from './crm-tool.ts';
import { describeContact, summariseContact } from './describe-contact.ts';
import { describePage } from './describe-page.ts';

const contactOutput = z.object({ contact: contactSchema });

const getContacts = defineCrmTool({
  name: 'contacts_get-contacts',
  title: 'Find contacts',
  description:
    'Finds contacts by name, e-mail, phone, company or tag, or lists them, newest first.',
  input: z.strictObject({
    query: crmFields
      .text(crmLimits.queryCharacters, 'Words to find, in any case. Leave out to list all.')
      .optional(),
    limit: crmFields.limit,
    cursor: crmFields.cursor,
  }),
  output: z.object({ contacts: z.array(contactSchema), cursor: cursorOutput }),
  annotations: toolKinds.read,
  run: async (search, { crm, clientId }) => {
    const { rows, cursor } = await crm.contacts.search(clientId, search);
    return {
      text: describePage('contacts', rows.map(summariseContact), cursor),
      structured: { contacts: [...rows], cursor },
    };
  },
});

const getContact = defineCrmTool({
  name: 'contacts_get-contact',
  title: 'Read a contact',
  description: 'Reads one contact with all its fields.',
  input: z.strictObject({ contactId: crmFields.contactId }),
  output: contactOutput,
  annotations: toolKinds.read,
  run: async ({ contactId }, { crm, clientId }) => {
    const contact = await crm.contacts.get(clientId, contactId);
    if (!contact) throw contactMissingError();
    return { text: describeContact(contact), structured: { contact } };
  },
});

const createContact = defineCrmTool({
  name: 'contacts_create-contact',
  title: 'Create a contact',
  description:
    'Creates a contact in the CRM. Needs a first name, and a phone number or an e-mail address.',
  input: newContactInput,
  output: contactOutput,
  annotations: toolKinds.create,
  run: async (details, { crm, clientId, idempotencyKey }) => {
    const created = await crm.contacts.create(clientId, details, idempotencyKey);
    const { contact, isReplay } = created;
    const lead = isReplay ? 'This contact was created before' : 'Contact created';
    return { text: `${lead}.\n${describeContact(contact)}`, structured: { contact } };
  },
});

const updateContact = defineCrmTool({
  name: 'contacts_update-contact',
  title: 'Change a contact',
  description:
    'Changes the given fields of a contact and leaves the others. An empty text removes a field.',
  input: contactChangesInput,
  output: contactOutput,
  annotations: toolKinds.change,
  run: async ({ contactId, ...details }, { crm, clientId }) => {
    const contact = await crm.contacts.update(clientId, contactId, details);
    return { text: `Contact changed.\n${describeContact(contact)}`, structured: { contact } };
  },
});

const upsertContact = defineCrmTool({
  name: 'contacts_upsert-contact',
  title: 'Create or change a contact',
  description:
    'Changes the contact that has this e-mail address or phone number; creates it if there is none.',
  input: upsertContactInput,
  output: contactOutput.extend({ new: z.boolean().describe('Whether it was created.') }),
  annotations: toolKinds.change,
  run: async (details, { crm, clientId }) => {
    const { contact, isNew } = await crm.contacts.upsert(clientId, details);
    const lead = isNew ? 'Contact created' : 'Contact changed';
    return {
      text: `${lead}.\n${describeContact(contact)}`,
      structured: { contact, new: isNew },
    };
  },
});

const deleteContact = defineCrmTool({
  name: 'contacts_delete-contact',
  title: 'Delete a contact',
  description: 'Deletes a contact with its notes and tasks, for good.',
  input: z.strictObject({ contactId: crmFields.contactId }),
  output: z.object({ contactId: z.string(), deleted: z.literal(true) }),
  annotations: toolKinds.delete,
  run: async ({ contactId }, { crm, clientId }) => {
    const { name } = await crm.contacts.delete(clientId, contactId);
    return {
      text: `Deleted the contact ${name}.`,
      structured: { contactId, deleted: true as const },
    };
  },
});

export const crmContactTools = [
  getContacts,
  getContact,
  createContact,
  updateContact,
  upsertContact,
  deleteContact,
];
