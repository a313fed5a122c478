import { createHmac, timingSafeEqual } from 'node:crypto';
import * as z from 'zod';

/** Below it, one machine serves what S3 serves in AWS. */
export const localMediaPath = '/media/';

const querySchema = z.object({
  expires: z.coerce.number().int().min(0),
  signature: z.base64url().max(64),
});

/**
 * The path of a picture, signed as S3 signs its own: whoever has it may see the picture until then.
 *
 * @param key of the picture, as {@link mediaKey} makes it
 */
export function signMediaPath(secret: string, key: string, expiresAtEpochSeconds: number): string {
  const signature = sign(secret, key, expiresAtEpochSeconds).toString('base64url');
  const query = new URLSearchParams({ expires: String(expiresAtEpochSeconds), signature });
  return `${localMediaPath}${key}?${query.toString()}`;
}

/** Which picture an address shows now; null when it is expired, changed, or none of ours. */
export function readMediaPath(secret: string, address: URL, now: Date): string | null {
  const query = querySchema.safeParse(Object.fromEntries(address.searchParams));
  if (!query.success || !address.pathname.startsWith(localMediaPath)) return null;
  const key = decodePath(address.pathname.slice(localMediaPath.length));
  const { expires, signature } = query.data;
  if (key === null || expires * 1_000 <= now.getTime()) return null;
  const expected = sign(secret, key, expires);
  const given = Buffer.from(signature, 'base64url');
  return given.length === expected.length && timingSafeEqual(given, expected) ? key : null;
}

const sign = (secret: string, key: string, expires: number): Buffer =>
  createHmac('sha256', secret).update(`${expires}\n${key}`).digest();

function decodePath(path: string): string | null {
  try {
    return decodeURIComponent(path);
  } catch {
    return null;
  }
}
