import { DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { createDynamoDbClient } from '../../../infra/local/create-dynamodb-client.ts';
import { createTable } from '../../../infra/local/create-table.ts';
import { startDynamoDbLocal } from '../../../infra/local/dynamodb-local.ts';
import { requireJava } from '../../../infra/local/require-java.ts';
import type { OpenDatabase } from '../run-round.ts';
import { createLocalDatabase } from './local-database.ts';

/** Starts DynamoDB Local, with a new table for every round. It has no lag, and raises no conflicts. */
export async function startLocalDatabase(): Promise<{
  readonly openDatabase: OpenDatabase;
  stop(): Promise<void>;
}> {
  const java = await requireJava(console.log);
  const server = await startDynamoDbLocal({ dataDir: ':memory:', java });
  const client = createDynamoDbClient(server.endpoint);
  const documents = DynamoDBDocumentClient.from(client, {
    marshallOptions: { removeUndefinedValues: true },
  });
  return {
    async openDatabase(_propagate, { seed }) {
      const tableName = `simulated-${seed}`;
      await createTable(client, tableName);
      return { database: createLocalDatabase(documents, tableName), tableName };
    },
    async stop() {
      client.destroy();
      await server.stop();
    },
  };
}
