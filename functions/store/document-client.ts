import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import type { TableConfig } from '../config.ts';

/** A call that hangs is ambiguous, not lost: the ledger runs the command again under its key. */
const timeouts = { connectionTimeout: 1_000, requestTimeout: 3_000, throwOnRequestTimeout: true };

/**
 * One client for a process. Undefined members are dropped when writing; numbers are plain, as all
 * of ours are safe integers.
 */
export function createDocumentClient(
  config: Pick<TableConfig, 'AWS_REGION' | 'DYNAMODB_ENDPOINT'>,
): DynamoDBDocumentClient {
  const local = config.DYNAMODB_ENDPOINT && {
    endpoint: config.DYNAMODB_ENDPOINT,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  };
  return DynamoDBDocumentClient.from(
    new DynamoDBClient({ region: config.AWS_REGION, requestHandler: timeouts, ...local }),
    {
      marshallOptions: { removeUndefinedValues: true },
    },
  );
}
