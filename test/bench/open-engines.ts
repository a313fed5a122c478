import { randomUUID } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { UpdateTableCommand } from '@aws-sdk/client-dynamodb';
import { createDocumentClient } from '../../functions/store/document-client.ts';
import type { Table } from '../../functions/store/table.ts';
import { createTable } from '../../infra/local/create-table.ts';
import { startDynamoDbLocal } from '../../infra/local/dynamodb-local.ts';
import type { Storage } from './bench-options.ts';
import { findPostgres } from './sql/find-postgres.ts';
import { openPglite } from './sql/open-pglite.ts';
import type { SqlEngine } from './sql/sql-engine.ts';
import { startPostgres } from './sql/start-postgres.ts';

/** The full compiler: a bench runs long enough to profit, and all contestants alike. */
const javaFlags = ['-XX:+UseSerialGC', '-Xms1g', '-Xmn700m'];

export interface DynamoDbEngine extends AsyncDisposable {
  readonly name: string;
  readonly table: Table;
  /** Opens one more client for the same table. */
  readonly connect: () => Table;
}

/** Starts DynamoDB Local with the product's table, empty. */
export async function openDynamoDb(storage: Storage, java: string): Promise<DynamoDbEngine> {
  await using cleanup = new AsyncDisposableStack();
  const folder = await mkdtemp(join(tmpdir(), 'bench-dynamodb-'));
  cleanup.defer(() => rm(folder, { recursive: true, force: true }));
  const dataDir = storage === 'memory' ? ':memory:' : folder;
  const database = await startDynamoDbLocal({ dataDir, java, javaFlags });
  cleanup.defer(() => database.stop());
  const tableName = `bench-${randomUUID()}`;
  const tables: Table[] = [];
  cleanup.defer(() => tables.forEach(({ documents }) => documents.destroy()));
  const connect = (): Table => {
    const region = { AWS_REGION: 'us-east-1', DYNAMODB_ENDPOINT: database.endpoint };
    const opened: Table = { documents: createDocumentClient(region), tableName };
    tables.push(opened);
    return opened;
  };
  const table = connect();
  await createTable(table.documents, tableName);
  await disableStream(table);
  const running = cleanup.move();
  return {
    name: `DynamoDB Local, ${storage === 'memory' ? 'in memory' : 'on disk'}`,
    table,
    connect,
    [Symbol.asyncDispose]: () => running.disposeAsync(),
  };
}

/**
 * On AWS the stream is fed apart from the write and costs it nothing; DynamoDB Local writes it in
 * the same transaction, for a fifth of the time of all contestants alike.
 */
async function disableStream({ documents, tableName: TableName }: Table): Promise<void> {
  const StreamSpecification = { StreamEnabled: false };
  await documents.send(new UpdateTableCommand({ TableName, StreamSpecification }));
}

/** PostgreSQL where it is installed, else PGlite, else nothing. */
export async function openSql(connectionCount: number): Promise<SqlEngine | null> {
  const binFolder = findPostgres(process.env);
  return binFolder === null ? openPglite() : startPostgres(binFolder, connectionCount);
}
