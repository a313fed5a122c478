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
  /** The entry that took the tokens. */
  sequence: z.int().min(1),
  /** The last entry about this charge; absent while that is the first. */
  lastSequence: z.int().min(1).optional(),
  balanceAfter: z.int().min(0),
  /**
   * `expired` was given back at its deadline; `uncollected` was delivered, but the balance did not
   * cover it any more.
   */
  status: z.enum(['open', 'captured', 'released', 'expired', 'uncollected']),
  /** Tokens kept in the end; set when settled. */
  capturedTokens: z.int().min(0).optional(),
  /** Units that a captured hold delivered; absent where that is all of `quantity`. */
  capturedQuantity: z.int().min(0).optional(),
  /** Tokens of a captured charge that were given back later. */
  refundedTokens: z.int().min(0).optional(),
  /** Tokens that were delivered and never paid. */
  uncollectedTokens: z.int().min(0).optional(),
  /** Start of the period in which it was made; what comes back later is not that period's use. */
  periodStart: z.iso.datetime(),
  clientId: z.string().optional(),
  sessionId: z.string().optional(),
  reference: referenceSchema,
  createdAt: z.iso.datetime(),
  settledAt: z.iso.datetime().optional(),
  /** Random, made by the call that settled this, as `writtenBy`. */
  settledBy: z.string().optional(),
  /** Balance after the rest was given back; null when all was kept and no token moved. */
  settledBalanceAfter: z.int().min(0).nullable().optional(),
  /** How long the hold was asked for; its first deadline follows from it. */
  holdSeconds: z.int().min(0).optional(),
  /** Deadline of a hold as it is now. */
  expiresAtEpochSeconds: z.int().optional(),
});

export type ChargeRecord = z.infer<typeof chargeRecordSchema>;

export const lastSequenceOf = ({ sequence, lastSequence }: ChargeRecord): number =>
  lastSequence ?? sequence;

/** The record of a command that is not a charge: what it answered, for ever. */
export const commandRecordSchema = z.object({
  accountId: z.string(),
  keyHash: z.string(),
  fingerprint: z.string(),
  writtenBy: z.string(),
  /** The last entry of the command, or null when it moved no token. */
  sequence: z.int().min(1).nullable(),
  /** The answer without `isReplay`; whoever reads it knows the command's kind and parses it. */
  answer: z.record(z.string(), z.union([z.string(), z.number(), z.null()])),
  createdAt: z.iso.datetime(),
});

export type CommandRecord = z.infer<typeof commandRecordSchema>;

export const chargeIdOf = (idempotencyKey: string): string => sha256(idempotencyKey);
export const commandKeyHashOf = (kind: string, idempotencyKey: string): string =>
  sha256(JSON.stringify([kind, idempotencyKey]));
