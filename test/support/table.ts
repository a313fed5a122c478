import { randomUUID } from 'node:crypto';
import type { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { inject } from 'vitest';
import { createDynamoDbClient } from '../../infra/local/create-dynamodb-client.ts';
import { createTable } from '../../infra/local/create-table.ts';

declare module 'vitest' {
  interface ProvidedContext {
    dynamoDbEndpoint: string;
  }
}

export interface TestTable {
  readonly documents: DynamoDBDocumentClient;
  readonly client: DynamoDBClient;
  readonly tableName: string;
  readonly endpoint: string;
}

/**
 * An empty table under a random name, in the database that the test run started.
 *
 * @param options.isStreamed for who reads its stream; each access to such a table takes longer the
 *   more all tables of the run have changed
 */
export async function createTestTable({ isStreamed = false } = {}): Promise<TestTable> {
  const endpoint = inject('dynamoDbEndpoint');
  const client = createDynamoDbClient(endpoint);
  const tableName = `test-${randomUUID()}`;
  await createTable(client, tableName, { isStreamed });
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return { documents, client, tableName, endpoint };
}
