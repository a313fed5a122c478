import { randomBytes } from 'node:crypto';
import * as z from 'zod';
import { openText, sealText } from '../../../functions/credentials/seal-text.ts';

const requestSchema = z.looseObject({
  EncryptionContext: z.record(z.string(), z.string()),
  CiphertextBlob: z.string().default(''),
});

/** KMS as far as the functions use it: it makes keys, and opens them for who names their context. */
export function createKms(): (operation: string, body: unknown) => unknown {
  const master = randomBytes(32);
  return (operation, body) => {
    const { EncryptionContext, CiphertextBlob } = requestSchema.parse(body);
    if (operation === 'GenerateDataKey') {
      const key = randomBytes(32).toString('base64');
      const sealed = Buffer.from(sealText(master, key, EncryptionContext));
      return { Plaintext: key, CiphertextBlob: sealed.toString('base64') };
    }
    const sealed = Buffer.from(CiphertextBlob, 'base64').toString();
    const key = openText(master, sealed, EncryptionContext);
    if (key === null) throw new Error('KMS does not open this.');
    return { Plaintext: key };
  };
}
