import { createHash } from 'node:crypto';
import { GetCommand, QueryCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import type { ApiKeySummary } from '../../shared/api/api-keys.ts';
import { apiKeyPrefix } from '../../shared/api-key-prefix.ts';
import { limits } from '../../shared/limits.ts';
import { type Scope, scopes } from '../../shared/scopes.ts';
import { AppError } from '../app-error.ts';
import { addKey, commitKeys, endKey } from './api-key-changes.ts';
import { keys } from './keys.ts';
import { randomId, randomSecret } from './random-id.ts';
import type { Table } from './table.ts';

/** Reads of one account's keys; each takes some 3,000 of them. */
const listReadCount = 5;
const lastFourLength = 4;

const apiKeySchema = z.object({
  keyId: z.string(),
  accountId: z.string(),
  name: z.string(),
  scopes: z.array(z.enum(scopes)),
  createdAt: z.iso.datetime(),
  revokedAt: z.iso.datetime().optional(),
});

/** The key as it stands under its account, where it is found by its id. */
const accountKeySchema = apiKeySchema.extend({ keyHash: z.string(), lastFour: z.string() });

export type ApiKey = z.infer<typeof apiKeySchema>;
export type AccountKey = z.infer<typeof accountKeySchema>;
export type ApiKeyStore = ReturnType<typeof createApiKeyStore>;

/** API keys of machines. The table holds only a hash: a key is shown once, when it is made. */
export function createApiKeyStore({ documents, tableName }: Table) {
  /**
   * @param key.secret a key that is known already, for example from an earlier start; by default a
   *   random one is made
   * @returns the whole key with its secret, which cannot be read again
   * @throws AppError `api_key_limit_reached`, `account_busy`
   */
  async function createApiKey(key: {
    accountId: string;
    name: string;
    scopes: readonly Scope[];
    secret?: string;
  }): Promise<ApiKeySummary & { secret: string }> {
    const { secret = randomSecret(apiKeyPrefix), ...named } = key;
    const created: AccountKey = {
      ...named,
      scopes: [...named.scopes],
      keyId: randomId('key'),
      keyHash: hashOfKey(secret),
      lastFour: secret.slice(-lastFourLength),
      createdAt: new Date().toISOString(),
    };
    const isCommitted = await commitKeys(documents, addKey(tableName, created));
    if (!isCommitted) throw new AppError('api_key_limit_reached');
    return { ...summarise(created), secret };
  }

  /** @returns null for a key that is unknown, or revoked, at once wherever that was done */
  async function findApiKey(secret: string): Promise<ApiKey | null> {
    const item = await get(keys.apiKey(hashOfKey(secret)));
    if (item === undefined) return null;
    const key = apiKeySchema.parse(item);
    return key.revokedAt === undefined ? key : null;
  }

  /** All keys that work, then the newest of those that do not. */
  async function listApiKeys(accountId: string): Promise<ApiKeySummary[]> {
    const found = (await readKeysOf(accountId)).toSorted((left, right) =>
      right.createdAt.localeCompare(left.createdAt),
    );
    const working = found.filter(({ revokedAt }) => revokedAt === undefined);
    const revoked = found.filter(({ revokedAt }) => revokedAt !== undefined);
    return [...working, ...revoked.slice(0, limits.revokedApiKeyListCount)].map(summarise);
  }

  /** @throws AppError `account_busy` */
  async function revokeApiKey(
    accountId: string,
    keyId: string,
  ): Promise<'revoked' | 'revoked before' | 'unknown'> {
    const item = await get(keys.accountApiKey(accountId, keyId));
    if (item === undefined) return 'unknown';
    const key = accountKeySchema.parse(item);
    if (key.revokedAt !== undefined) return 'revoked before';
    const ending = endKey(tableName, key, new Date().toISOString());
    return (await commitKeys(documents, ending)) ? 'revoked' : 'revoked before';
  }

  async function get(Key: { pk: string; sk: string }) {
    const read = new GetCommand({ TableName: tableName, Key, ConsistentRead: true });
    return (await documents.send(read)).Item;
  }

  async function readKeysOf(accountId: string): Promise<AccountKey[]> {
    const { pk, sk } = keys.accountApiKey(accountId, '');
    const found: AccountKey[] = [];
    let ExclusiveStartKey: Record<string, unknown> | undefined;
    for (let read = 0; read < listReadCount; read++) {
      const { Items = [], LastEvaluatedKey } = await documents.send(
        new QueryCommand({
          TableName: tableName,
          KeyConditionExpression: 'pk = :pk AND begins_with(sk, :key)',
          ExpressionAttributeValues: { ':pk': pk, ':key': sk },
          ConsistentRead: true,
          ExclusiveStartKey,
        }),
      );
      found.push(...Items.map((item) => accountKeySchema.parse(item)));
      ExclusiveStartKey = LastEvaluatedKey;
      if (ExclusiveStartKey === undefined) break;
    }
    return found;
  }

  return { createApiKey, findApiKey, listApiKeys, revokeApiKey };
}

const summarise = (key: AccountKey): ApiKeySummary => ({
  keyId: key.keyId,
  name: key.name,
  scopes: key.scopes,
  createdAt: key.createdAt,
  lastFour: key.lastFour,
  revokedAt: key.revokedAt ?? null,
});

/** Plain SHA-256 is enough for 256 random bits: there is nothing to guess. */
const hashOfKey = (secret: string) => createHash('sha256').update(secret).digest('base64url');
