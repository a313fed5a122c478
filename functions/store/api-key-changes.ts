import { TransactionCanceledException } from '@aws-sdk/client-dynamodb';
import { TransactWriteCommand, type TransactWriteCommandInput } from '@aws-sdk/lib-dynamodb';
import { limits } from '../../shared/limits.ts';
import type { AccountKey } from './api-keys.ts';
import { AppError } from '../app-error.ts';
import { keys } from './keys.ts';
import type { Table } from './table.ts';

type Actions = NonNullable<TransactWriteCommandInput['TransactItems']>;

/**
 * A new key, found by the hash of its secret and listed under its account. It needs a place among
 * the keys of the account that work, which are counted, so that keys made at once cannot be more.
 */
export const addKey = (TableName: string, { keyHash, lastFour, ...key }: AccountKey): Actions => [
  {
    Update: {
      TableName,
      Key: keys.apiKeyCount(key.accountId),
      UpdateExpression: 'ADD workingCount :one',
      ConditionExpression: 'attribute_not_exists(workingCount) OR workingCount < :most',
      ExpressionAttributeValues: { ':one': 1, ':most': limits.apiKeysPerAccountCount },
    },
  },
  { Put: { TableName, Item: { ...keys.apiKey(keyHash), ...key } } },
  {
    Put: {
      TableName,
      Item: { ...keys.accountApiKey(key.accountId, key.keyId), ...key, keyHash, lastFour },
    },
  },
];

/** The end of a key that works; refused when it was revoked meanwhile. */
export function endKey(TableName: string, key: AccountKey, revokedAt: string): Actions {
  const revoke = {
    TableName,
    UpdateExpression: 'SET revokedAt = :now',
    ConditionExpression: 'keyId = :keyId AND attribute_not_exists(revokedAt)',
    ExpressionAttributeValues: { ':now': revokedAt, ':keyId': key.keyId },
  };
  return [
    { Update: { ...revoke, Key: keys.accountApiKey(key.accountId, key.keyId) } },
    { Update: { ...revoke, Key: keys.apiKey(key.keyHash) } },
    {
      Update: {
        TableName,
        Key: keys.apiKeyCount(key.accountId),
        UpdateExpression: 'ADD workingCount :less',
        ExpressionAttributeValues: { ':less': -1 },
      },
    },
  ];
}

/**
 * @returns whether its conditions held; nothing is written when they did not
 * @throws AppError `account_busy` when somebody else changed the same items at that moment
 */
export async function commitKeys(
  documents: Table['documents'],
  TransactItems: Actions,
): Promise<boolean> {
  try {
    await documents.send(new TransactWriteCommand({ TransactItems }));
    return true;
  } catch (cause) {
    if (!(cause instanceof TransactionCanceledException)) throw cause;
    const codes = (cause.CancellationReasons ?? []).map(({ Code }) => Code);
    if (codes.includes('ConditionalCheckFailed')) return false;
    throw new AppError('account_busy', { cause, retryAfterSeconds: 1 });
  }
}
