import type { CipherConfig } from '../config.ts';
import type { Cipher } from './cipher.ts';
import { createLocalCipher } from './local-cipher.ts';

/** The cipher that configuration names. The client of KMS is loaded when something is sealed. */
export function createCipher(config: CipherConfig): Cipher {
  if ('LOCAL_CIPHER_KEY' in config) return createLocalCipher(config.LOCAL_CIPHER_KEY);
  let loading: Promise<Cipher> | undefined;
  const load = () => (loading ??= loadKmsCipher(config.CIPHER_KEY_ARN));
  return {
    seal: async (text, context) => (await load()).seal(text, context),
    open: async (sealed, context) => (await load()).open(sealed, context),
  };
}

async function loadKmsCipher(keyArn: string): Promise<Cipher> {
  const { createKmsCipher } = await import('./kms-cipher.ts');
  return createKmsCipher(keyArn);
}
