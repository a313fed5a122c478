import * as z from 'zod';
import { apiKeyPrefix } from '../api-key-prefix.ts';
import { limits } from '../limits.ts';
import { balanceLevels, planIds } from '../plans.ts';

/** An id of ours or of the caller: printable, no spaces, no separators of our keys. */
export const idSchema = z
  .string()
  .min(1)
  .max(limits.idCharacters)
  .regex(/^[A-Za-z0-9_.:@-]+$/, 'letters, digits and _ . : @ - only')
  // Ids are logged and answered, so a key that is sent in place of one must not pass for it.
  .refine((id) => !id.startsWith(apiKeyPrefix), 'an API key is no id');

/** Made by the sender of a message; sent again, it names the same message. */
export const messageIdSchema = z.uuid();

export const timeSchema = z.iso.datetime();
export const tokensSchema = z.int();
export const planSchema = z.enum(planIds);
export const balanceLevelSchema = z.enum(balanceLevels);

/** `POST` answers that carry the balance, so that a page never has to ask twice. */
export const balanceSummarySchema = z.object({
  available: z.int().min(0),
  plan: planSchema,
  level: balanceLevelSchema,
});
export type BalanceSummary = z.infer<typeof balanceSummarySchema>;

/** RFC 9457. `code` is the stable part; further members depend on it. */
export const problemSchema = z.looseObject({
  type: z.string(),
  title: z.string(),
  status: z.int(),
  detail: z.string().optional(),
  code: z.string(),
  requestId: z.string(),
});
export type Problem = z.infer<typeof problemSchema>;
