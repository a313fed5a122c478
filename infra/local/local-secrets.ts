import { randomBytes } from 'node:crypto';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { exportJWK, generateKeyPair } from 'jose';
import * as z from 'zod';
import { writeFileAtomically } from './write-file-atomically.ts';

const secretsSchema = z.object({
  /** The demo API key. The table holds only its hash, so it is kept here to be printed again. */
  apiKey: z.string().startsWith('mck_'),
  approvalSecret: z.string().min(32),
  cookieKey: z.string().min(32),
  /** Seals the credentials of CRMs in the table: 32 bytes in base64url. */
  cipherKey: z.string().length(43),
  /** Signs the addresses of pictures. */
  mediaKey: z.string().min(43),
  /** The issuer's private signing key. */
  signingKey: z.looseObject({ kty: z.literal('EC'), kid: z.string(), d: z.string() }),
});
export type LocalSecrets = z.infer<typeof secretsSchema>;

/** As earlier versions wrote them, which kept neither credentials nor pictures. */
const storedSchema = z.looseObject({
  cipherKey: z.string().optional(),
  mediaKey: z.string().optional(),
});

const secretBytes = 32;
const makeSecret = () => randomBytes(secretBytes).toString('base64url');

/**
 * The secrets of this installation, made at its first start.
 * @param dataDir where they are kept (mode 0600); `:memory:` makes new ones each time
 * @throws Error when the file exists but cannot be understood
 */
export async function loadLocalSecrets(dataDir: string): Promise<LocalSecrets> {
  if (dataDir === ':memory:') return makeSecrets();
  const path = join(dataDir, 'secrets.json');
  const stored = readIfPresent(path);
  if (stored === undefined) return keep(path, await makeSecrets());
  const found = storedSchema.parse(JSON.parse(stored));
  const { cipherKey = makeSecret(), mediaKey = makeSecret() } = found;
  const secrets = secretsSchema.parse({ ...found, cipherKey, mediaKey });
  const isComplete = found.cipherKey !== undefined && found.mediaKey !== undefined;
  return isComplete ? secrets : keep(path, secrets);
}

function keep(path: string, secrets: LocalSecrets): LocalSecrets {
  writeFileAtomically(path, JSON.stringify(secrets));
  return secrets;
}

async function makeSecrets(): Promise<LocalSecrets> {
  const { privateKey } = await generateKeyPair('ES256', { extractable: true });
  const key = { ...(await exportJWK(privateKey)), kid: makeSecret(), alg: 'ES256', use: 'sig' };
  return secretsSchema.parse({
    apiKey: `mck_${makeSecret()}`,
    approvalSecret: makeSecret(),
    cookieKey: makeSecret(),
    cipherKey: makeSecret(),
    mediaKey: makeSecret(),
    signingKey: key,
  });
}

function readIfPresent(path: string): string | undefined {
  try {
    return readFileSync(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return undefined;
    throw error;
  }
}
