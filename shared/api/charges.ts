import * as z from 'zod';
import { limits } from '../limits.ts';
import { idempotencyKeySchema } from './idempotency-key.ts';
import { idSchema, problemSchema, timeSchema } from './primitives.ts';

/** Told by the product in each reference: the road by which a charge came. */
const reservedReferenceName = 'via';
const referenceNameSchema = z
  .string()
  .max(limits.referenceNameCharacters)
  .regex(/^[A-Za-z][A-Za-z0-9_]*$/, 'letters, digits and _ after a letter')
  .refine((name) => name !== reservedReferenceName, `"${reservedReferenceName}" is taken`);
const referenceValueSchema = z.union([
  z
    .string()
    .max(limits.referenceValueCharacters)
    .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]*$/u, 'printable characters only'),
  z.int(),
]);

/** What a caller wants to find again next to a charge: ids of its own, never personal details. */
const callerReferenceSchema = z
  .record(referenceNameSchema, referenceValueSchema)
  .refine(
    (reference) => Object.keys(reference).length <= limits.referenceMemberCount,
    `at most ${limits.referenceMemberCount} members`,
  );

const countSchema = z.int().min(0);
const quantitySchema = z.int().min(1).max(limits.tokensPerCommand);
const deliveredSchema = z.int().min(0).max(limits.tokensPerCommand);
const holdSecondsSchema = z.int().min(limits.holdMinSeconds).max(limits.holdMaxSeconds);

const priced = { service: idSchema, quantity: quantitySchema.default(1) };
const spend = { ...priced, reference: callerReferenceSchema.optional() };

export const chargeBodySchema = z.strictObject({ ...spend, clientId: idSchema.optional() });

export const chargesBodySchema = z.strictObject({
  charges: z
    .array(z.strictObject({ idempotencyKey: idempotencyKeySchema, ...spend }))
    .min(1)
    .max(limits.chargesPerBatchCount),
});

export const holdBodySchema = z.strictObject({
  ...spend,
  clientId: idSchema.optional(),
  holdSeconds: holdSecondsSchema.default(limits.holdDefaultSeconds),
});

/** Without a quantity all of the hold is kept; 0 keeps nothing. */
export const captureBodySchema = z.strictObject({ quantity: deliveredSchema.optional() });
export const releaseBodySchema = z.strictObject({
  reason: z
    .string()
    .min(1)
    .max(limits.referenceValueCharacters)
    .regex(/^[\p{L}\p{M}\p{N}\p{P}\p{S} ]+$/u, 'printable characters only')
    .optional(),
});
export const extendBodySchema = z.strictObject({ holdSeconds: holdSecondsSchema });
export const estimateBodySchema = z.strictObject(priced);

/** A SHA-256 in base64url. */
export const holdParamsSchema = z.strictObject({
  holdId: z.string().regex(/^[A-Za-z0-9_-]{43}$/, 'the id of a hold'),
});

/** Always as it was first answered, also when it is answered again. */
const spentSchema = z.object({
  service: z.string(),
  quantity: countSchema,
  tokens: countSchema,
  balanceAfter: countSchema,
  /** Of the entry that took the tokens. */
  sequence: z.int().min(1),
  createdAt: timeSchema,
});

export const chargeSchema = spentSchema.extend({
  chargeId: z.string(),
  status: z.literal('charged'),
});
export type Charge = z.infer<typeof chargeSchema>;

export const chargesSchema = z.object({
  /** In the order of the request. */
  results: z.array(
    z.object({
      idempotencyKey: z.string(),
      status: z.enum(['charged', 'replayed', 'refused']),
      charge: chargeSchema.optional(),
      problem: problemSchema.optional(),
    }),
  ),
  balanceAfter: countSchema,
});
export type ChargeResult = z.infer<typeof chargesSchema>['results'][number];

export const heldSchema = spentSchema.extend({
  holdId: z.string(),
  status: z.literal('open'),
  expiresAt: timeSchema,
});

const holdStatusSchema = z.enum(['open', 'captured', 'released', 'expired', 'uncollected']);

/** A hold as it stands. */
export const holdSchema = z.object({
  holdId: z.string(),
  service: z.string(),
  quantity: countSchema,
  tokens: countSchema,
  status: holdStatusSchema,
  /** null while it is open. */
  capturedTokens: countSchema.nullable(),
  clientId: z.string().nullable(),
  reference: z.record(z.string(), z.union([z.string(), z.number()])),
  createdAt: timeSchema,
  expiresAt: timeSchema,
  settledAt: timeSchema.nullable(),
});

export const settlementSchema = z.object({
  holdId: z.string(),
  status: holdStatusSchema,
  capturedTokens: countSchema,
  releasedTokens: countSchema,
  /** null where no token moved: the hold had taken them before. */
  balanceAfter: countSchema.nullable(),
});

export const extensionSchema = z.object({
  holdId: z.string(),
  status: holdStatusSchema,
  expiresAt: timeSchema,
});

export const estimateSchema = z.object({
  service: z.string(),
  quantity: countSchema,
  tokens: countSchema,
  available: countSchema,
  isAffordable: z.boolean(),
  /** null where it is not affordable. */
  balanceAfter: countSchema.nullable(),
});

/** What another service used on behalf of an account, as it stands in the queue. */
export const usageEventSchema = z.strictObject({
  /** Made by the sender; the same id is charged once. */
  id: idempotencyKeySchema,
  accountId: idSchema,
  ...spend,
  clientId: idSchema.optional(),
});
