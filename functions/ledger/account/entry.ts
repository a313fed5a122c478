import { createHash } from 'node:crypto';
import * as z from 'zod';
import { bucketOriginSchema } from './buckets.ts';

export const entryKinds = [
  'charge',
  'hold',
  'release',
  'grant',
  'refund',
  'adjustment',
  'expiry',
  'uncollected',
] as const;

export const referenceSchema = z.record(z.string(), z.union([z.string(), z.number()]));
export type Reference = z.infer<typeof referenceSchema>;

/** One immutable row of the ledger. The balance is the sum of `tokens` over all rows. */
export const entrySchema = z.object({
  accountId: z.string(),
  /** 1, 2, 3 … without a gap. */
  sequence: z.int().min(1),
  kind: z.enum(entryKinds),
  /** Signed: negative leaves the balance. */
  tokens: z.int(),
  balanceAfter: z.int().min(0),
  service: z.string().optional(),
  quantity: z.int().min(0).optional(),
  priceVersion: z.int().min(1),
  /** The charge that this entry takes, or gives back. */
  chargeId: z.string().optional(),
  /** The idempotency record of the command, where it is not the charge. */
  keyHash: z.string().optional(),
  /** The bucket that the tokens come into, or out of; spending burns by order instead. */
  bucket: bucketOriginSchema.optional(),
  clientId: z.string().optional(),
  sessionId: z.string().optional(),
  /** What the entry is about: a turn, a tool call, a payment, a period, what a repair found. */
  reference: referenceSchema,
  /** Who did it: `user:…`, `key:…` or `system`. */
  actor: z.string(),
  createdAt: z.iso.datetime(),
  previousHash: z.string(),
  hash: z.string(),
});

export type Entry = z.infer<typeof entrySchema>;

/**
 * Chains an entry to the one before it. SHA-256, base64url, over all members in a fixed order:
 * an entry that is edited, dropped or put between others no longer fits.
 */
export function sealEntry(entry: Omit<Entry, 'hash'>): Entry {
  return { ...entry, hash: hashOfEntry(entry) };
}

export function hashOfEntry(entry: Omit<Entry, 'hash'>): string {
  const members = [
    entry.accountId,
    entry.sequence,
    entry.kind,
    entry.tokens,
    entry.balanceAfter,
    entry.service ?? null,
    entry.quantity ?? null,
    entry.priceVersion,
    entry.chargeId ?? null,
    entry.keyHash ?? null,
    entry.bucket === undefined ? null : [entry.bucket.kind, entry.bucket.expiresAt ?? null],
    entry.clientId ?? null,
    entry.sessionId ?? null,
    Object.entries(entry.reference).toSorted(([left], [right]) => (left < right ? -1 : 1)),
    entry.actor,
    entry.createdAt,
    entry.previousHash,
  ];
  return sha256(JSON.stringify(members));
}

export const sha256 = (text: string): string =>
  createHash('sha256').update(text, 'utf8').digest('base64url');
