import * as z from 'zod';

/** The rows of the ledger as the simulation reads them: what it checks, and nothing more. */

const countSchema = z.int().min(0);

const slotSchema = z.object({ kind: z.string(), expiresAt: z.string().optional() });

export const stateRowSchema = z.object({
  version: countSchema,
  available: countSchema,
  usedThisPeriod: countSchema,
  buckets: z.array(slotSchema.extend({ remaining: z.int().min(1) })),
  plan: z.string(),
  nextPlan: z.string().optional(),
  period: z.object({ anchor: z.string(), number: countSchema }),
  rolledOver: countSchema,
  alertedLevel: z.string(),
  frozen: z.object({ reason: z.string() }).optional(),
  lastHash: z.string(),
  updatedAt: z.string(),
});

export const entryRowSchema = z.object({
  accountId: z.string(),
  sequence: z.int().min(1),
  kind: z.string(),
  tokens: z.int(),
  balanceAfter: countSchema,
  service: z.string().optional(),
  quantity: countSchema.optional(),
  priceVersion: countSchema,
  chargeId: z.string().optional(),
  keyHash: z.string().optional(),
  bucket: slotSchema.optional(),
  clientId: z.string().optional(),
  sessionId: z.string().optional(),
  reference: z.record(z.string(), z.union([z.string(), z.number()])),
  actor: z.string(),
  createdAt: z.string(),
  previousHash: z.string(),
  hash: z.string(),
});

export const chargeRowSchema = z.object({
  chargeId: z.string(),
  kind: z.enum(['charge', 'hold']),
  service: z.string(),
  quantity: countSchema,
  tokens: countSchema,
  slices: z.array(slotSchema.extend({ tokens: z.int().min(1) })),
  sequence: z.int().min(1),
  balanceAfter: countSchema,
  status: z.enum(['open', 'captured', 'released', 'expired', 'uncollected']),
  capturedTokens: countSchema.optional(),
  refundedTokens: countSchema.optional(),
  uncollectedTokens: countSchema.optional(),
  periodStart: z.string(),
  createdAt: z.string(),
  settledAt: z.string().optional(),
  settledBalanceAfter: countSchema.nullable().optional(),
  expiresAtEpochSeconds: z.int().optional(),
  dueShard: z.string().optional(),
});

export const recordRowSchema = z.object({
  keyHash: z.string(),
  sequence: z.int().min(1).nullable(),
  answer: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  createdAt: z.string(),
});

export type StateRow = z.infer<typeof stateRowSchema>;
export type EntryRow = z.infer<typeof entryRowSchema>;
export type ChargeRow = z.infer<typeof chargeRowSchema>;
export type RecordRow = z.infer<typeof recordRowSchema>;
