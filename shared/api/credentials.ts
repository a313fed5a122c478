import * as z from 'zod';
import { limits } from '../limits.ts';
import { idSchema, timeSchema } from './primitives.ts';

export const credentialParamsSchema = z.strictObject({ clientId: idSchema, server: idSchema });

/** It becomes part of a header, so no spaces, no line ends and nothing beyond ASCII. */
const credentialValueSchema = z
  .string()
  .min(1)
  .max(limits.credentialCharacters)
  .regex(/^[\x21-\x7e]+$/, 'visible ASCII characters only');

/** Which fields there have to be depends on the server: see the answer of `getCredentials`. */
export const putCredentialsBodySchema = z.strictObject({
  fields: z
    .record(z.string().max(limits.idCharacters), credentialValueSchema)
    .refine(
      (fields) => Object.keys(fields).length <= limits.credentialFieldCount,
      `at most ${limits.credentialFieldCount} fields`,
    ),
});

/** Whether credentials are stored. What they are is never answered. */
export const credentialsSchema = z.object({
  clientId: z.string(),
  server: z.string(),
  title: z.string(),
  /** null: none are stored. */
  storedAt: timeSchema.nullable(),
  /** What the server takes; none for a server that asks for nothing. */
  fields: z.array(z.object({ name: z.string(), isRequired: z.boolean(), isStored: z.boolean() })),
});
export type Credentials = z.infer<typeof credentialsSchema>;
