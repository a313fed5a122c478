import * as z from 'zod';
import { reader, regionSchema } from '../../config.ts';

/** At least 32 bytes: who knows it can see every picture. */
const keyCharacters = 43;

const mediaSchema = z.union(
  [
    /** In AWS: the bucket of S3. */
    z.object({ MEDIA_BUCKET: z.string().min(3), AWS_REGION: regionSchema }),
    /** On one machine: a folder, and what signs the addresses under which it is served. */
    z.object({
      MEDIA_DIR: z.string().min(1),
      MEDIA_KEY: z.string().min(keyCharacters),
      PUBLIC_ORIGIN: z.url({ protocol: /^https?$/ }),
    }),
  ],
  { error: 'MEDIA_BUCKET, or MEDIA_DIR with MEDIA_KEY, is required' },
);

export const readMediaConfig = reader(mediaSchema);
export type MediaConfig = z.output<typeof mediaSchema>;
