import * as z from 'zod';
import { limits } from '../limits.ts';
import { scopes } from '../scopes.ts';
import { idSchema, timeSchema } from './primitives.ts';

const scopeSchema = z.enum(scopes);

/** What a key is called, for the people who look after it. */
const apiKeyNameSchema = z
  .string()
  .trim()
  .min(1)
  .max(limits.apiKeyNameCharacters)
  .regex(/^\P{C}*$/u, 'printable characters only');

/** A key without its secret, which nobody can read again. */
export const apiKeySchema = z.object({
  keyId: z.string(),
  name: z.string(),
  scopes: z.array(scopeSchema),
  createdAt: timeSchema,
  /** The end of the secret, to tell keys apart. */
  lastFour: z.string(),
  revokedAt: timeSchema.nullable(),
});
export type ApiKeySummary = z.infer<typeof apiKeySchema>;

export const apiKeysSchema = z.object({
  /** Those that work first, then those revoked; the newest first among each. */
  apiKeys: z.array(apiKeySchema),
});

export const createApiKeyBodySchema = z.strictObject({
  name: apiKeyNameSchema,
  scopes: z
    .array(scopeSchema)
    .min(1)
    .max(scopes.length)
    .refine((list) => new Set(list).size === list.length, 'each scope once'),
});

/** The only answer that ever holds the secret. */
export const createdApiKeySchema = apiKeySchema.extend({ secret: z.string() });

export const apiKeyParamsSchema = z.strictObject({ keyId: idSchema });
