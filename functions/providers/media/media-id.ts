import { createHash } from 'node:crypto';
import type { MediaOwner } from './media.ts';

/** The id of the picture that a call makes: the same for the same call, and for no other. */
export const mediaIdOf = ({ clientId }: MediaOwner, idempotencyKey: string): string =>
  `img_${createHash('sha256')
    .update(JSON.stringify([clientId, idempotencyKey]))
    .digest('base64url')}`;
