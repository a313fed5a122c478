import * as z from 'zod';
import { mediaIdSchema } from '../../../shared/api/media.ts';
import { limits } from '../../../shared/limits.ts';
import { platformSchema } from '../../providers/social/platform.ts';
import { crmFields } from './crm-input-fields.ts';

export const postFields = {
  text: crmFields.requiredText(
    limits.postTextCharacters,
    'The text of the post, as it will be read.',
  ),
  platforms: z
    .array(platformSchema)
    .min(1)
    .max(platformSchema.options.length)
    .default(['facebook'])
    .describe('Where it is published.'),
  imageIds: z
    .array(mediaIdSchema)
    .max(limits.postImageCount)
    .default([])
    .describe('Ids of images that go with it, as generate_image answers them, in their order.'),
} as const;
