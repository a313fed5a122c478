import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { expect, it, vi } from 'vitest';
import { createDocumentClient } from '../../../functions/store/document-client.ts';
import { createTable } from '../../../infra/local/create-table.ts';
import { startDynamoDbLocal } from '../../../infra/local/dynamodb-local.ts';

/** A database takes long to start on a busy machine. */
vi.setConfig({ testTimeout: 240_000 });

const tableName = 'kept';
const key = { pk: 'a', sk: 'b' };

it('keeps its tables in the data folder', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'database-'));
  const dataDir = join(folder.path, 'made', 'when absent');
  const first = await startDynamoDbLocal({ dataDir });
  const documents = connect(first.endpoint);
  await createTable(documents, tableName);
  await documents.send(new PutCommand({ TableName: tableName, Item: key }));
  await first.stop();

  const second = await startDynamoDbLocal({ dataDir });
  const read = new GetCommand({ TableName: tableName, Key: key });
  expect((await connect(second.endpoint).send(read)).Item).toEqual(key);
  await second.stop();
});

it('says so at once when Java cannot be started', async () => {
  const start = startDynamoDbLocal({ dataDir: ':memory:', java: 'no-such-java' });
  await expect(start).rejects.toThrow('DynamoDB Local could not start: it ended with code 127.');
});

it('no longer answers after a stop, and may be stopped twice', async () => {
  const database = await startDynamoDbLocal({ dataDir: ':memory:' });
  await database.stop();
  await database.stop();
  await expect(fetch(database.endpoint)).rejects.toThrow('fetch failed');
});

const connect = (endpoint: string) =>
  createDocumentClient({ AWS_REGION: 'us-east-1', DYNAMODB_ENDPOINT: endpoint });
