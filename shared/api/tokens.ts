import * as z from 'zod';
import { limits } from '../limits.ts';
import {
  balanceLevelSchema,
  idSchema,
  planSchema,
  timeSchema,
  tokensSchema,
} from './primitives.ts';

export const balanceSchema = z.object({
  accountId: z.string(),
  /** Tokens that can be spent now. */
  available: z.int().min(0),
  /** Tokens set aside by open holds; no longer part of `available`. */
  held: z.int().min(0),
  usedThisPeriod: z.int().min(0),
  plan: planSchema,
  /** The plan of the next period; mostly the same. */
  nextPlan: planSchema,
  period: z.object({ start: timeSchema, end: timeSchema, nextGrant: z.int().min(0) }),
  buckets: z.array(
    z.object({ kind: z.string(), remaining: z.int().min(0), expiresAt: timeSchema.nullable() }),
  ),
  level: balanceLevelSchema,
  isLow: z.boolean(),
  isCritical: z.boolean(),
  /** A frozen account spends nothing until it has been looked into. */
  isFrozen: z.boolean(),
});
export type Balance = z.infer<typeof balanceSchema>;

/** A whole number in a query, which holds texts only. */
const countInQuery = (largest: number) =>
  z
    .string()
    .regex(/^[0-9]{1,3}$/, 'a whole number')
    .transform(Number)
    .pipe(z.int().min(1).max(largest));

/** A moment, or a day for its first moment in UTC; milliseconds at most. */
const momentInQuery = z
  .union([timeSchema, z.iso.date()], { error: 'a time in UTC or a day' })
  .transform((text) => new Date(text).toISOString());

export const transactionsQuerySchema = z
  .strictObject({
    /** Rows of a page: 20 unless it says otherwise, for CSV as many as one answer takes. */
    limit: countInQuery(limits.transactionsPageCount).optional(),
    cursor: z.string().max(limits.cursorCharacters).optional(),
    /** The first moment. */
    from: momentInQuery.optional(),
    /** The moment after the last. */
    to: momentInQuery.optional(),
    service: idSchema.optional(),
  })
  .refine(({ from, to }) => from === undefined || to === undefined || from <= to, {
    message: 'not before from',
    path: ['to'],
  });

/** What a row is about. Giving back and capturing a hold are no rows: they change the hold's. */
export const transactionKinds = [
  'charge',
  'hold',
  'grant',
  'refund',
  'adjustment',
  'expiry',
  'uncollected',
] as const;

/** What became of it. `expired` was given back at its deadline, `uncollected` was never paid. */
export const transactionStatuses = [
  'pending',
  'charged',
  'partly_released',
  'released',
  'expired',
  'uncollected',
  'partly_refunded',
  'refunded',
  'credited',
  'recorded',
] as const;

/** One row of the history. A hold and what became of it are one row; a refund is its own. */
export const transactionSchema = z.object({
  id: z.string(),
  sequence: z.int().min(1),
  kind: z.enum(transactionKinds),
  service: z.string().nullable(),
  quantity: z.int().nullable(),
  /** What the row changed the balance by in the end: negative for a cost, 0 for a released hold. */
  tokens: tokensSchema,
  /** The balance right after the row, or after its release where tokens were given back. */
  balanceAfter: z.int().min(0),
  status: z.enum(transactionStatuses),
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

export const usageQuerySchema = z.strictObject({
  days: countInQuery(limits.usageDayCount).default(limits.usageDefaultDayCount),
});

/** What services cost after all: less what was given back, and what was refunded that day. */
export const usageSchema = z.object({
  /** Nothing is missing from here on. */
  from: timeSchema,
  to: timeSchema,
  /** Every day in UTC from the first to the last, also those without use. */
  days: z.array(
    z.object({
      day: z.iso.date(),
      tokens: tokensSchema,
      byService: z.record(z.string(), tokensSchema),
    }),
  ),
  byService: z.array(
    z.object({
      service: z.string(),
      tokens: tokensSchema,
      /** Units of the charges that count. */
      quantity: z.int().min(0),
      /** Charges, without those that were given back whole. */
      count: z.int().min(0),
    }),
  ),
  totalTokens: tokensSchema,
  /** False where there was more than one answer can add up; `from` says how far it reaches. */
  isComplete: z.boolean(),
});
export type Usage = z.infer<typeof usageSchema>;

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
