import * as z from 'zod';
import { reader } from '../../config.ts';

const loopbackHosts = ['localhost', '127.0.0.1', '[::1]'];

const directorySchema = z.object({
  /** An Overpass server; without one, businesses come from the sample directory. */
  OVERPASS_URL: z
    .url({ protocol: /^https?$/ })
    .refine((url) => {
      const { protocol, hostname } = new URL(url);
      return protocol === 'https:' || loopbackHosts.includes(hostname);
    }, 'must be an https address')
    .optional(),
});

export const readDirectoryConfig = reader(directorySchema);
