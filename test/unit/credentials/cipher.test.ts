import { DecryptCommand, GenerateDataKeyCommand, KMSClient } from '@aws-sdk/client-kms';
import { mockClient } from 'aws-sdk-client-mock';
import fc from 'fast-check';
import { afterEach, describe, expect, it } from 'vitest';
import type { Cipher } from '../../../functions/credentials/cipher.ts';
import { createCipher } from '../../../functions/credentials/create-cipher.ts';
import { createKmsCipher } from '../../../functions/credentials/kms-cipher.ts';
import { createLocalCipher } from '../../../functions/credentials/local-cipher.ts';

const keyArn = 'arn:aws:kms:us-east-1:111122223333:key/example';
const localKey = Buffer.alloc(32, 7).toString('base64url');
const context = { purpose: 'credentials', accountId: '7', clientId: '15', server: 'gohighlevel' };

const kms = mockClient(KMSClient);
afterEach(() => kms.reset());

/** KMS as it behaves: a key it sealed opens only together with the context of the sealing. */
function behaveLikeKms(): void {
  const keys = new Map<string, { key: Uint8Array; context: string }>();
  kms.on(GenerateDataKeyCommand).callsFake(({ EncryptionContext }) => {
    const key = new Uint8Array(32).fill(keys.size + 1);
    const sealedKey = Buffer.from(`sealed ${keys.size}`);
    keys.set(sealedKey.toString(), { key, context: JSON.stringify(EncryptionContext) });
    return { Plaintext: key, CiphertextBlob: new Uint8Array(sealedKey) };
  });
  kms.on(DecryptCommand).callsFake(({ CiphertextBlob, EncryptionContext }) => {
    const kept = keys.get(Buffer.from(CiphertextBlob).toString());
    if (kept?.context === JSON.stringify(EncryptionContext)) return { Plaintext: kept.key };
    throw Object.assign(new Error('refused'), { name: 'InvalidCiphertextException' });
  });
}

const ciphers: [string, () => Cipher][] = [
  ['of one machine', () => createLocalCipher(localKey)],
  [
    'of KMS',
    () => {
      behaveLikeKms();
      return createKmsCipher(keyArn);
    },
  ],
];

describe.each(ciphers)('the cipher %s', (_, create) => {
  it('opens what it sealed, whatever the text', async () => {
    const cipher = create();
    await fc.assert(
      fc.asyncProperty(fc.string({ unit: 'binary' }), async (text) => {
        expect(await cipher.open(await cipher.seal(text, context), context)).toBe(text);
      }),
      { numRuns: 30 },
    );
  });

  it('never seals a text the same way twice, and shows nothing of it', async () => {
    const cipher = create();
    const [one, other] = [
      await cipher.seal('secret', context),
      await cipher.seal('secret', context),
    ];
    expect(one).not.toBe(other);
    expect(Buffer.from(one, 'base64url').toString('latin1')).not.toContain('secret');
  });

  it.each(Object.keys(context))('opens nothing for another %s', async (member) => {
    const cipher = create();
    const sealed = await cipher.seal('secret', context);
    expect(await cipher.open(sealed, { ...context, [member]: 'other' })).toBeNull();
  });

  it('opens nothing that was changed or cut', async () => {
    const cipher = create();
    const sealed = await cipher.seal('secret', context);
    const changed = sealed.slice(0, -3) + (sealed.at(-3) === 'A' ? 'B' : 'A') + sealed.slice(-2);
    for (const text of [changed, sealed.slice(0, 20), '']) {
      expect(await cipher.open(text, context)).toBeNull();
    }
  });
});

describe('the cipher of one machine', () => {
  it('opens nothing that was sealed with another key', async () => {
    const other = createLocalCipher(Buffer.alloc(32, 8).toString('base64url'));
    const sealed = await createLocalCipher(localKey).seal('secret', context);
    expect(await other.open(sealed, context)).toBeNull();
  });
});

describe('the cipher of KMS', () => {
  it('asks for a key of its own for each text, under the context', async () => {
    behaveLikeKms();
    const cipher = createKmsCipher(keyArn);
    await cipher.seal('one', context);
    await cipher.seal('two', context);
    const asked = kms.commandCalls(GenerateDataKeyCommand).map(({ args }) => args[0].input);
    const expected = { KeyId: keyArn, KeySpec: 'AES_256', EncryptionContext: context };
    expect(asked).toEqual([expected, expected]);
  });

  it('does not take a KMS that fails for credentials that are not there', async () => {
    kms.rejects(Object.assign(new Error('slow down'), { name: 'ThrottlingException' }));
    const cipher = createKmsCipher(keyArn);
    const refused = expect.objectContaining({ code: 'provider_failed' });
    await expect(cipher.seal('secret', context)).rejects.toEqual(refused);
    await expect(cipher.open('a2V5.c2VhbGVk', context)).rejects.toEqual(refused);
  });

  it('is the one that configuration names by an ARN, and loaded when it is used', async () => {
    behaveLikeKms();
    const cipher = createCipher({ CIPHER_KEY_ARN: keyArn });
    expect(await cipher.open(await cipher.seal('secret', context), context)).toBe('secret');
    const local = createCipher({ LOCAL_CIPHER_KEY: localKey });
    const sealed = await local.seal('secret', context);
    expect(await createLocalCipher(localKey).open(sealed, context)).toBe('secret');
    expect(kms.calls()).toHaveLength(2);
  });
});
