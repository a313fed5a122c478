import * as z from 'zod';

/** A contact as tools answer it. A field that is not known is absent, never null or empty. */
export const contactSchema = z.object({
  id: z.string(),
  firstName: z.string().optional(),
  lastName: z.string().optional(),
  name: z.string(),
  email: z.string().optional(),
  /** E.164 where it could be told, else digits. */
  phone: z.string().optional(),
  companyName: z.string().optional(),
  address1: z.string().optional(),
  city: z.string().optional(),
  state: z.string().optional(),
  postalCode: z.string().optional(),
  country: z.string().optional(),
  website: z.string().optional(),
  source: z.string().optional(),
  tags: z.array(z.string()),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
});
export type Contact = z.infer<typeof contactSchema>;

export const contactRowSchema = contactSchema.extend({
  /** Raised by every change; a change is written only over the version it was made from. */
  version: z.int().min(1),
  /** Notes and tasks ever made for this contact. */
  childCount: z.int().min(0),
});
export type ContactRow = z.infer<typeof contactRowSchema>;

export const contactLookupRowSchema = z.object({ contactId: z.string() });

/** Fields that a caller gives, as typed; an empty text means that there is none. */
export type ContactDetails = Partial<Omit<Contact, 'id' | 'createdAt' | 'updatedAt' | 'tags'>> & {
  readonly tags?: readonly string[] | undefined;
};

export const toContact = (row: ContactRow): Contact => contactSchema.parse(row);
