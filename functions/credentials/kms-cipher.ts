import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { AppError } from '../app-error.ts';
import type { Cipher, CipherContext } from './cipher.ts';
import { openText, sealText } from './seal-text.ts';

/** KMS says these of a key that was sealed for another context, or that is none of ours. */
const unopenable = /^(InvalidCiphertext|IncorrectKey|NotFound)Exception$/;

/**
 * The cipher of AWS: each text is sealed with a key of its own, which KMS made and sealed for the
 * same context. So KMS records who opened what, and a text may be longer than the 4 KB of KMS.
 *
 * @param keyArn of the KMS key
 */
export function createKmsCipher(keyArn: string, client = new KMSClient({})): Cipher {
  async function makeKey(EncryptionContext: CipherContext) {
    const command = new GenerateDataKeyCommand({
      KeyId: keyArn,
      KeySpec: 'AES_256',
      EncryptionContext,
    });
    const { Plaintext, CiphertextBlob } = await client.send(command);
    if (!Plaintext || !CiphertextBlob) throw new Error('KMS made no key.');
    return { key: Plaintext, sealedKey: Buffer.from(CiphertextBlob).toString('base64url') };
  }

  async function openKey(sealedKey: string, EncryptionContext: CipherContext) {
    const CiphertextBlob = Buffer.from(sealedKey, 'base64url');
    const command = new DecryptCommand({ KeyId: keyArn, CiphertextBlob, EncryptionContext });
    const { Plaintext } = await client.send(command);
    return Plaintext ?? null;
  }

  return {
    seal: async (text, context) => {
      const { key, sealedKey } = await makeKey(context).catch(refuse);
      return `${sealedKey}.${sealText(key, text, context)}`;
    },
    open: async (sealed, context) => {
      const [sealedKey = '', sealedText = ''] = sealed.split('.', 2);
      const key = await openKey(sealedKey, context).catch((error: unknown) =>
        error instanceof Error && unopenable.test(error.name) ? null : refuse(error),
      );
      return key && openText(key, sealedText, context);
    },
  };
}

function refuse(cause: unknown): never {
  throw new AppError('provider_failed', {
    detail: 'Stored credentials cannot be used right now.',
    cause,
    retryAfterSeconds: 2,
  });
}
