import type { Cipher } from './cipher.ts';
import { openText, sealText } from './seal-text.ts';

/**
 * The cipher of one machine, which keeps its own key.
 *
 * @param keyText 32 bytes in base64url
 */
export function createLocalCipher(keyText: string): Cipher {
  const key = Buffer.from(keyText, 'base64url');
  return {
    seal: async (text, context) => sealText(key, text, context),
    open: async (sealed, context) => openText(key, sealed, context),
  };
}
