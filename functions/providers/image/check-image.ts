import { limits } from '../../../shared/limits.ts';
import { AppError } from '../../app-error.ts';
import { type ImageHeader, readImageHeader } from '../media/read-image-header.ts';

/**
 * What was drawn, as its own bytes say it.
 *
 * @throws AppError `provider_failed` for what is too large, or neither PNG nor JPEG
 */
export function checkImage(bytes: Uint8Array, source: string): ImageHeader {
  const header = bytes.byteLength <= limits.imageBytes ? readImageHeader(bytes) : null;
  if (header !== null) return header;
  throw new AppError('provider_failed', {
    detail: `No picture was made: what ${source} answered cannot be used.`,
  });
}
