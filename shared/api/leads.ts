import * as z from 'zod';
import { limits } from '../limits.ts';

const fieldSchema = z.string().min(1).max(limits.leadFieldCharacters);

/** A business as a directory knows it. A field that is not known is absent. */
export const leadSchema = z.object({
  name: fieldSchema,
  category: fieldSchema,
  phone: fieldSchema.optional(),
  email: fieldSchema.optional(),
  website: fieldSchema.optional(),
  address: fieldSchema.optional(),
  city: fieldSchema.optional(),
  state: fieldSchema.optional(),
  postalCode: fieldSchema.optional(),
  country: fieldSchema.optional(),
  /** The directory that it comes from. */
  source: fieldSchema,
});
export type Lead = z.infer<typeof leadSchema>;
