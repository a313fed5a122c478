import * as z from 'zod';
import { crmFields } from './crm-input-fields.ts';

/** What the strictest of the large platforms takes. */
const postTextCharacters = 2_200;

export const platformSchema = z.enum(['facebook', 'instagram', 'linkedin', 'x', 'google-business']);

export const postFields = {
  text: crmFields.requiredText(postTextCharacters, 'The text of the post, as it will be read.'),
  platforms: z
    .array(platformSchema)
    .min(1)
    .max(platformSchema.options.length)
    .default(['facebook'])
    .describe('Where it is published.'),
} as const;
