import * as z from 'zod';
import { referenceSchema, sha256 } from './entry.ts';
import { sliceSchema } from './buckets.ts';

/**
 * The CHARGE item: one payment for one service, at once or held first. It is also the permanent
 * idempotency record of the command that made it, so it has no time to live.
 */
export const chargeRecordSchema = z.object({
  accountId: z.string(),
  /** Hash of the idempotency key. */
  chargeId: z.string(),
  fingerprint: z.string(),
  /** Random, made by the call that wrote this: tells our own lost reply from somebody's twin. */
  writtenBy: z.string(),
  kind: z.enum(['charge', 'hold']),
  service: z.string(),
  quantity: z.int().min(0),
  priceVersion: z.int().min(1),
  tokens: z.int().min(0),
  slices: z.array(sliceSchema),
  sequence: z.int().min(1),
  balanceAfter: z.int().min(0),
  status: z.enum(['open', 'captured', 'released', 'expired']),
  /** Tokens kept in the end; set when settled. */
  capturedTokens: z.int().min(0).optional(),
  clientId: z.string().optional(),
  sessionId: z.string().optional(),
  reference: referenceSchema,
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().optional(),
  /** Random, made by the call that settled this, as `writtenBy`. */
  settledBy: z.string().optional(),
  /** Balance after the rest was given back; null when all was kept and no token moved. */
  settledBalanceAfter: z.int().min(0).nullable().optional(),
  /** Deadline of a hold. */
  expiresAtEpochSeconds: z.int().optional(),
});

export type ChargeRecord = z.infer<typeof chargeRecordSchema>;

/** The record of a command that is not a charge: what it answered, for ever. */
export const commandRecordSchema = z.object({
  accountId: z.string(),
  keyHash: z.string(),
  fingerprint: z.string(),
  writtenBy: z.string(),
  sequence: z.int().min(1),
  tokens: z.int(),
  balanceAfter: z.int().min(0),
  createdAt: z.iso.datetime(),
});

export type CommandRecord = z.infer<typeof commandRecordSchema>;

export const chargeIdOf = (idempotencyKey: string): string => sha256(idempotencyKey);
export const commandKeyHashOf = (kind: string, idempotencyKey: string): string =>
  sha256(JSON.stringify([kind, idempotencyKey]));
