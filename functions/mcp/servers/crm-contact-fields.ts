import * as z from 'zod';
import { crmLimits } from '../../store/crm/crm-limits.ts';
import { crmFields } from './crm-input-fields.ts';

const { text, requiredText } = crmFields;
const field = (description: string) => text(crmLimits.fieldCharacters, description).optional();

/** The fields of a contact that may be given or not, in the order people are asked for them. */
const optionalFields = {
  lastName: text(crmLimits.nameCharacters, 'Last name.').optional(),
  name: text(
    crmLimits.fieldCharacters,
    'Full name, only when it is not first name and last name together.',
  ).optional(),
  phone: text(
    crmLimits.phoneCharacters,
    'Phone number, best with country code, such as +18135551234. A contact needs a phone number or an e-mail address: ask for it when neither is known.',
  ).optional(),
  // Checked by the store, whose answer tells people what to do better than a pattern would.
  email: z
    .string()
    .max(crmLimits.emailCharacters)
    .meta({
      format: 'email',
      description:
        'E-mail address. A contact needs a phone number or an e-mail address: ask for it when neither is known.',
    })
    .optional(),
  companyName: field('Company.'),
  address1: field('Street and house number.'),
  city: field('City.'),
  state: field('State, province or region.'),
  postalCode: field('Postal code.'),
  country: field('Country, best as a two-letter code such as US.'),
  website: text(crmLimits.urlCharacters, 'Web address.').optional(),
  source: field('Where the contact came from, such as "open house".'),
} as const;

const firstName = requiredText(crmLimits.nameCharacters, 'First name. Ask for it if unknown.');

/** What creating a contact takes. */
export const newContactInput = z.strictObject({
  firstName,
  ...optionalFields,
  tags: crmFields.tags.optional(),
});

/** What finding or creating a contact takes: the name is needed only to create it. */
export const upsertContactInput = z.strictObject({
  firstName: firstName.optional(),
  ...optionalFields,
  tags: crmFields.tags.optional().describe('Tags to add. Kept in lower case.'),
});

export const contactChangesInput = z.strictObject({
  contactId: crmFields.contactId,
  firstName: firstName.optional(),
  ...optionalFields,
  tags: z
    .array(requiredText(crmLimits.tagCharacters, 'A tag.'))
    .max(crmLimits.tagsPerContactCount)
    .optional()
    .describe('Replaces all tags of the contact. To add or remove some, use the tag tools.'),
});
