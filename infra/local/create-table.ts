import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
  ResourceInUseException,
  UpdateTableCommand,
  UpdateTimeToLiveCommand,
  type AttributeDefinition,
  type CreateTableCommandInput,
  type DynamoDBClient,
  type KeySchemaElement,
} from '@aws-sdk/client-dynamodb';
import { tableDefinition } from '../../shared/table-definition.ts';

/**
 * Creates the product's table with its indexes, stream and time to live. One that exists, perhaps
 * made by an earlier version, keeps its items and gets what it lacks.
 *
 * @param options.isStreamed false: a table whose changes nobody reads, which is several times as fast
 */
export async function createTable(
  client: DynamoDBClient,
  tableName: string,
  { isStreamed = true }: { readonly isStreamed?: boolean } = {},
): Promise<void> {
  try {
    const table = describeTable(tableName);
    const StreamSpecification = isStreamed ? stream : undefined;
    await client.send(new CreateTableCommand({ ...table, StreamSpecification }));
  } catch (error) {
    if (!(error instanceof ResourceInUseException)) throw error;
    if (isStreamed) await enableStream(client, tableName);
  }
  await enableTimeToLive(client, tableName);
}

function describeTable(tableName: string): CreateTableCommandInput {
  const indexes = Object.entries(tableDefinition.indexes);
  return {
    TableName: tableName,
    BillingMode: 'PAY_PER_REQUEST',
    AttributeDefinitions: [
      attribute(tableDefinition.partitionKey, 'S'),
      attribute(tableDefinition.sortKey, 'S'),
      ...indexes.flatMap(([, index]) => [
        attribute(index.partitionKey, 'S'),
        attribute(index.sortKey, index.sortKeyType),
      ]),
    ],
    KeySchema: keySchema(tableDefinition.partitionKey, tableDefinition.sortKey),
    GlobalSecondaryIndexes: indexes.map(([name, index]) => ({
      IndexName: name,
      KeySchema: keySchema(index.partitionKey, index.sortKey),
      Projection: { ProjectionType: index.projection },
    })),
  };
}

const stream = { StreamEnabled: true, StreamViewType: tableDefinition.stream } as const;

/** A table that an earlier version made has no stream. */
async function enableStream(client: DynamoDBClient, TableName: string): Promise<void> {
  const { Table } = await client.send(new DescribeTableCommand({ TableName }));
  if (Table?.StreamSpecification?.StreamEnabled === true) return;
  await client.send(new UpdateTableCommand({ TableName, StreamSpecification: stream }));
}

const attribute = (name: string, type: 'S' | 'N'): AttributeDefinition => ({
  AttributeName: name,
  AttributeType: type,
});

const keySchema = (partitionKey: string, sortKey: string): KeySchemaElement[] => [
  { AttributeName: partitionKey, KeyType: 'HASH' },
  { AttributeName: sortKey, KeyType: 'RANGE' },
];

/** Enabling it twice is an error, so it is asked for first. */
async function enableTimeToLive(client: DynamoDBClient, tableName: string): Promise<void> {
  const { TimeToLiveDescription: current } = await client.send(
    new DescribeTimeToLiveCommand({ TableName: tableName }),
  );
  if (current?.TimeToLiveStatus === 'ENABLED') return;
  await client.send(
    new UpdateTimeToLiveCommand({
      TableName: tableName,
      TimeToLiveSpecification: {
        AttributeName: tableDefinition.timeToLiveAttribute,
        Enabled: true,
      },
    }),
  );
}
