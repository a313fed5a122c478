import * as z from 'zod';
import { limits } from '../limits.ts';
import { planSchema, timeSchema, tokensSchema } from './primitives.ts';

export const balanceSchema = z.object({
  accountId: z.string(),
  /** Tokens that can be spent now. */
  available: z.int().min(0),
  /** Tokens set aside by open holds; no longer part of `available`. */
  held: z.int().min(0),
  usedThisPeriod: z.int().min(0),
  plan: planSchema,
  period: z.object({ start: timeSchema, end: timeSchema, nextGrant: z.int().min(0) }),
  buckets: z.array(
    z.object({ kind: z.string(), remaining: z.int().min(0), expiresAt: timeSchema.nullable() }),
  ),
  level: z.enum(['ok', 'low', 'critical', 'empty']),
  isLow: z.boolean(),
  isCritical: z.boolean(),
});
export type Balance = z.infer<typeof balanceSchema>;

export const transactionsQuerySchema = z.strictObject({
  limit: z
    .string()
    .regex(/^[0-9]{1,3}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(limits.transactionsPageCount))
    .default(limits.transactionsDefaultPageCount),
  cursor: z.string().max(200).optional(),
});

/** One row of the history. A hold and what became of it are one row. */
export const transactionSchema = z.object({
  id: z.string(),
  sequence: z.int().min(1),
  kind: z.enum(['charge', 'hold', 'grant', 'refund', 'adjustment', 'expiry', 'release', 'capture']),
  service: z.string().nullable(),
  quantity: z.int().nullable(),
  /** What the row changed the balance by in the end: negative for a cost, 0 for a released hold. */
  tokens: tokensSchema,
  /** The balance right after the row, or after its release where tokens were given back. */
  balanceAfter: z.int().min(0),
  status: z.enum(['pending', 'charged', 'released', 'partly_released', 'credited', 'recorded']),
  createdAt: timeSchema,
  clientId: z.string().nullable(),
  sessionId: z.string().nullable(),
  reference: z.record(z.string(), z.union([z.string(), z.number()])),
});
export type Transaction = z.infer<typeof transactionSchema>;

export const transactionsSchema = z.object({
  /** Newest first. */
  transactions: z.array(transactionSchema),
  cursor: z.string().nullable(),
});
export type Transactions = z.infer<typeof transactionsSchema>;

export const pricingSchema = z.object({
  version: z.int(),
  services: z.array(
    z.object({
      service: z.string(),
      title: z.string(),
      tokens: z.int(),
      perQuantity: z.int(),
      unit: z.string(),
      rule: z.string(),
    }),
  ),
  plans: z.array(
    z.object({
      plan: planSchema,
      title: z.string(),
      tokensPerMonth: z.int(),
      usdPerMonth: z.int(),
      rolloverTokens: z.int().nullable(),
    }),
  ),
});
export type Pricing = z.infer<typeof pricingSchema>;

export const healthSchema = z.object({
  status: z.enum(['ok', 'unavailable']),
  ledger: z.enum(['ok', 'unavailable']),
  version: z.string(),
});
