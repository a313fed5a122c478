import * as z from 'zod';
import { limits } from '../../shared/limits.ts';

/**
 * Where the idempotency key of a tool call stands in its `_meta`. Servers that do not know it
 * ignore it, as the protocol says.
 */
export const idempotencyMetaKey = 'meteredcopilot/idempotencyKey';

const metaSchema = z.looseObject({
  [idempotencyMetaKey]: z.string().min(1).max(limits.idempotencyKeyCharacters).optional(),
});

/** The key that came with a call, or undefined for none and for one that cannot be ours. */
export const readIdempotencyKey = (meta: unknown): string | undefined =>
  metaSchema.safeParse(meta).data?.[idempotencyMetaKey];
