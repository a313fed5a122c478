import {
  CreateTableCommand,
  DescribeTableCommand,
  DescribeTimeToLiveCommand,
} from '@aws-sdk/client-dynamodb';
import { GetCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { beforeAll, describe, expect, it } from 'vitest';
import { createTable } from '../../../infra/local/create-table.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

describe('the local table', () => {
  let table: TestTable;
  beforeAll(async () => {
    table = await createTestTable({ isStreamed: true });
  });

  it('has the keys and all indexes, the due one sorted by number', async () => {
    const { Table } = await table.client.send(
      new DescribeTableCommand({ TableName: table.tableName }),
    );
    expect(Table?.KeySchema?.map((key) => key.AttributeName)).toEqual(['pk', 'sk']);
    expect(Table?.GlobalSecondaryIndexes?.map((index) => index.IndexName).toSorted()).toEqual([
      'due',
      'recent',
    ]);
    expect(Table?.AttributeDefinitions).toContainEqual({
      AttributeName: 'expiresAtEpochSeconds',
      AttributeType: 'N',
    });
  });

  it('forgets short-lived items by their expiry attribute', async () => {
    const { TimeToLiveDescription } = await table.client.send(
      new DescribeTimeToLiveCommand({ TableName: table.tableName }),
    );
    expect(TimeToLiveDescription).toEqual({
      AttributeName: 'expireItemAtEpochSeconds',
      TimeToLiveStatus: 'ENABLED',
    });
  });

  it('refuses a put whose condition does not hold and keeps the first item', async () => {
    const put = (amount: number) =>
      table.documents.send(
        new PutCommand({
          TableName: table.tableName,
          Item: { pk: 'a', sk: 'b', amount },
          ConditionExpression: 'attribute_not_exists(pk)',
        }),
      );
    await put(1);
    await expect(put(2)).rejects.toThrow('conditional request failed');
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.tableName, Key: { pk: 'a', sk: 'b' } }),
    );
    expect(Item).toEqual({ pk: 'a', sk: 'b', amount: 1 });
  });

  it('tells its changes with the items before and after', async () => {
    const { Table } = await table.client.send(
      new DescribeTableCommand({ TableName: table.tableName }),
    );
    expect(Table?.StreamSpecification).toEqual({
      StreamEnabled: true,
      StreamViewType: 'NEW_AND_OLD_IMAGES',
    });
  });

  it('made by an earlier version keeps its items, and gets the stream', async () => {
    const TableName = `${table.tableName}-earlier`;
    const { Table: current } = await table.client.send(
      new DescribeTableCommand({ TableName: table.tableName }),
    );
    await table.client.send(
      new CreateTableCommand({
        TableName,
        BillingMode: 'PAY_PER_REQUEST',
        AttributeDefinitions: current?.AttributeDefinitions,
        KeySchema: current?.KeySchema,
        GlobalSecondaryIndexes: current?.GlobalSecondaryIndexes?.map(
          ({ IndexName, KeySchema, Projection }) => ({ IndexName, KeySchema, Projection }),
        ),
      }),
    );
    const item = { pk: 'kept', sk: 'kept' };
    await table.documents.send(new PutCommand({ TableName, Item: item }));
    await createTable(table.client, TableName);
    const { Table } = await table.client.send(new DescribeTableCommand({ TableName }));
    expect(Table?.StreamSpecification?.StreamEnabled).toBe(true);
    const { Item } = await table.documents.send(new GetCommand({ TableName, Key: item }));
    expect(Item).toEqual(item);
  });

  it('keeps its items when it is created again', async () => {
    const item = { pk: 'kept', sk: 'kept' };
    await table.documents.send(new PutCommand({ TableName: table.tableName, Item: item }));
    await createTable(table.client, table.tableName);
    const { Item } = await table.documents.send(
      new GetCommand({ TableName: table.tableName, Key: item }),
    );
    expect(Item).toEqual(item);
  });
});
