import { createCipheriv, createDecipheriv, randomBytes } from 'node:crypto';
import type { CipherContext } from './cipher.ts';

const algorithm = 'aes-256-gcm';
/** As GCM is made for; random, as each key seals few texts. */
const nonceBytes = 12;
const tagBytes = 16;

/**
 * Seals a text with AES-256-GCM, whose tag also covers the context.
 *
 * @param key 32 bytes
 * @returns nonce, tag and sealed text, in base64url
 */
export function sealText(key: Uint8Array, text: string, context: CipherContext): string {
  const nonce = randomBytes(nonceBytes);
  const cipher = createCipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  cipher.setAAD(encodeContext(context));
  const sealed = Buffer.concat([cipher.update(text, 'utf8'), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), sealed]).toString('base64url');
}

/** @returns null when key, text or context are not those of the sealing */
export function openText(key: Uint8Array, sealed: string, context: CipherContext): string | null {
  const bytes = Buffer.from(sealed, 'base64url');
  const textStart = nonceBytes + tagBytes;
  if (bytes.byteLength < textStart) return null;
  const nonce = bytes.subarray(0, nonceBytes);
  const decipher = createDecipheriv(algorithm, key, nonce, { authTagLength: tagBytes });
  decipher.setAuthTag(bytes.subarray(nonceBytes, textStart));
  decipher.setAAD(encodeContext(context));
  try {
    const opened = [decipher.update(bytes.subarray(textStart)), decipher.final()];
    return Buffer.concat(opened).toString('utf8');
  } catch {
    return null;
  }
}

/** The same members give the same bytes, in whatever order they were written down. */
const encodeContext = (context: CipherContext): Buffer =>
  Buffer.from(
    JSON.stringify(Object.entries(context).toSorted(([one], [other]) => (one < other ? -1 : 1))),
  );
