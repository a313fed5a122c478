import * as z from 'zod';
import { limits } from '../../../shared/limits.ts';
import { balanceLevelSchema, planSchema } from '../../../shared/api/primitives.ts';
import { bucketSchema, sumOfBuckets } from './buckets.ts';
import { periodSchema } from './period.ts';

const countSchema = z.int().min(0);

/**
 * The STATE item of an account without its keys: what is left when all entries have been added
 * up. Kept under 1 KB, because every deduction writes it.
 */
export const accountStateSchema = z
  .object({
    accountId: z.string(),
    /** Sequence of the last entry. */
    version: countSchema,
    /** Tokens that can be spent: the sum of all entries. */
    available: countSchema,
    usedThisPeriod: countSchema,
    buckets: z.array(bucketSchema).max(limits.bucketCount),
    plan: planSchema,
    /** The plan of the next period, where it is another one. */
    nextPlan: planSchema.optional(),
    period: periodSchema,
    /** Tokens that this period took over from the one before. */
    rolledOver: countSchema,
    /** The worst level that was announced since tokens last came in. */
    alertedLevel: balanceLevelSchema,
    /** Why nothing can be spent. */
    frozen: z.object({ reason: z.string(), at: z.iso.datetime() }).optional(),
    /** Hash of the last entry, empty before the first. */
    lastHash: z.string(),
    openedAt: z.iso.datetime(),
    updatedAt: z.iso.datetime(),
  })
  .refine((state) => sumOfBuckets(state.buckets) === state.available, {
    message: 'buckets do not add up to the balance',
    path: ['buckets'],
  });

export type AccountState = z.infer<typeof accountStateSchema>;

/** What stands where the state should be. Only `sound` can be charged without a repair. */
export type StoredState =
  | { readonly kind: 'sound'; readonly state: AccountState }
  | { readonly kind: 'absent' }
  | {
      readonly kind: 'broken';
      /** What was found instead of a balance, for the entry and the log. */
      readonly found: string;
      /** The item as read; the repair keeps what is still good in it. */
      readonly item: Readonly<Record<string, unknown>>;
    };

/** Reads a STATE item as DynamoDB returned it, or its absence. Never throws. */
export function readStoredState(item: Record<string, unknown> | undefined): StoredState {
  if (item === undefined) return { kind: 'absent' };
  const parsed = accountStateSchema.safeParse(item);
  if (parsed.success) return { kind: 'sound', state: parsed.data };
  return { kind: 'broken', found: describeBalance(item['available']), item };
}

function describeBalance(available: unknown): string {
  if (available === undefined) return 'absent';
  if (available === null) return 'null';
  if (typeof available === 'string') return 'string';
  if (typeof available !== 'number') return 'wrong type';
  if (!Number.isSafeInteger(available)) return 'fraction';
  return available < 0 ? 'negative' : 'inconsistent';
}
