import * as z from 'zod';
import type { Contact } from '../../store/crm/contact-rows.ts';
import { crmFields } from './crm-input-fields.ts';
import { toolKinds } from './tool-kinds.ts';
import { defineCrmTool } from './crm-tool.ts';

const input = z.strictObject({ contactId: crmFields.contactId, tags: crmFields.tags });
const output = z.object({
  contactId: z.string(),
  tags: z.array(z.string()).describe('All tags the contact has now.'),
});

const answerTags = ({ id, name, tags }: Contact) => ({
  text: `${name} now has ${tags.length === 0 ? 'no tags' : `the tags ${tags.join(', ')}`}.`,
  structured: { contactId: id, tags },
});

const addTags = defineCrmTool({
  name: 'contacts_add-tags',
  title: 'Add tags',
  description: 'Adds tags to a contact.',
  input,
  output,
  annotations: toolKinds.change,
  run: async ({ contactId, tags }, { crm, clientId }) =>
    answerTags(await crm.contacts.addTags(clientId, contactId, tags)),
});

const removeTags = defineCrmTool({
  name: 'contacts_remove-tags',
  title: 'Remove tags',
  description: 'Removes tags from a contact.',
  input,
  output,
  annotations: toolKinds.change,
  run: async ({ contactId, tags }, { crm, clientId }) =>
    answerTags(await crm.contacts.removeTags(clientId, contactId, tags)),
});

export const crmTagTools = [addTags, removeTags];
