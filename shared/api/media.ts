import * as z from 'zod';
import { idSchema, timeSchema } from './primitives.ts';

export const mediaIdSchema = z.string().regex(/^img_[A-Za-z0-9_-]{1,64}$/, 'the id of a picture');

export const mediaParamsSchema = z.strictObject({ clientId: idSchema, mediaId: mediaIdSchema });

/** Whoever has the address sees the picture until then. */
export const mediaAddressSchema = z.object({
  mediaId: z.string(),
  url: z.url(),
  expiresAt: timeSchema,
});
export type MediaAddress = z.infer<typeof mediaAddressSchema>;
