import { createHash } from 'node:crypto';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { type Scope, scopes } from '../../shared/routes.ts';
import { apiKeyPrefix } from '../principal.ts';
import { keys } from './keys.ts';
import { randomId, randomSecret } from './random-id.ts';
import type { Table } from './table.ts';

const apiKeySchema = z.object({
  keyId: z.string(),
  accountId: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});

export type ApiKey = z.infer<typeof apiKeySchema>;
export type ApiKeyStore = ReturnType<typeof createApiKeyStore>;

/** API keys of machines. The table holds only a hash: a key is shown once, when it is made. */
export function createApiKeyStore({ documents, tableName }: Table) {
  /**
   * @param key.secret a key that is known already, for example from an earlier start; by default a
   *   random one is made
   * @returns the whole key; it cannot be read again
   */
  async function createApiKey(key: {
    accountId: string;
    name: string;
    scopes: readonly Scope[];
    secret?: string;
  }): Promise<{ keyId: string; secret: string }> {
    const { secret = randomSecret(apiKeyPrefix), ...named } = key;
    const keyId = randomId('key');
    const Item = {
      ...keys.apiKey(hashOfKey(secret)),
      ...named,
      keyId,
      createdAt: new Date().toISOString(),
    };
    await documents.send(new PutCommand({ TableName: tableName, Item }));
    return { keyId, secret };
  }

  /** @returns null for a key that is unknown or revoked */
  async function findApiKey(secret: string): Promise<ApiKey | null> {
    const { Item } = await documents.send(
      new GetCommand({ TableName: tableName, Key: keys.apiKey(hashOfKey(secret)) }),
    );
    if (Item === undefined) return null;
    const key = apiKeySchema.parse(Item);
    return key.revokedAt === undefined ? key : null;
  }

  return { createApiKey, findApiKey };
}

/** Plain SHA-256 is enough for 256 random bits: there is nothing to guess. */
const hashOfKey = (secret: string) => createHash('sha256').update(secret).digest('base64url');
