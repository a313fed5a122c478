import * as z from 'zod/mini';

/** A picture of the client, with an address that shows it for a while. */
export const pictureSchema = z.object({ imageId: z.string(), url: z.string() });
export type Picture = z.infer<typeof pictureSchema>;
