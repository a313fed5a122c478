import { mediaIdSchema } from '../../../shared/api/media.ts';
import { idSchema } from '../../../shared/api/primitives.ts';
import type { MediaOwner } from './media.ts';

/** A client by such a name would lead out of its folder. */
const isRoundabout = (clientId: string) => /^\.+$/.test(clientId);

/**
 * Where a picture is kept: `clients/15/img_…`.
 *
 * @returns null for ids that no picture can have
 */
export function mediaKey({ clientId }: MediaOwner, mediaId: string): string | null {
  const isKey = idSchema.safeParse(clientId).success && mediaIdSchema.safeParse(mediaId).success;
  return isKey && !isRoundabout(clientId) ? `clients/${clientId}/${mediaId}` : null;
}
