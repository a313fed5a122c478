import type { TestProject } from 'vitest/node';
import { requireJava } from '../../infra/local/require-java.ts';
import { startDynamoDbLocal, type DynamoDbLocal } from '../../infra/local/dynamodb-local.ts';

let database: DynamoDbLocal | undefined;

/** One database for the whole run; each test file isolates itself by a table of its own. */
export async function setup(project: TestProject): Promise<void> {
  const java = await requireJava(console.log);
  database = await startDynamoDbLocal({ dataDir: ':memory:', java });
  project.provide('dynamoDbEndpoint', database.endpoint);
}

export async function teardown(): Promise<void> {
  await database?.stop();
}
