import {
  DynamoDBClient,
  ThrottlingException,
  TransactionCanceledException,
} from '@aws-sdk/client-dynamodb';
import { DynamoDBDocumentClient, TransactWriteCommand } from '@aws-sdk/lib-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { commitCrmWrites } from '../../../functions/store/crm/commit.ts';
import { crmLimits } from '../../../functions/store/crm/crm-limits.ts';

const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const database = mockClient(documents);
const table = { documents, tableName: 'contacts', now: () => 0 };
const writes = ['a', 'b'].map((pk) => ({ Put: { TableName: 'contacts', Item: { pk, sk: pk } } }));

const cancelled = (...codes: string[]) =>
  new TransactionCanceledException({
    message: 'cancelled',
    $metadata: {},
    CancellationReasons: codes.map((Code) => ({ Code })),
  });

beforeEach(() => {
  database.reset();
});

/** DynamoDB Local never raises these, so they are forced here. */
describe('commitCrmWrites', () => {
  it('tries again after a clash with another transaction', async () => {
    database
      .on(TransactWriteCommand)
      .rejectsOnce(cancelled('None', 'TransactionConflict'))
      .resolves({});
    expect(await commitCrmWrites(table, writes)).toEqual([]);
    expect(database.commandCalls(TransactWriteCommand)).toHaveLength(2);
  });

  it('gives up when the clashes do not end', async () => {
    database.on(TransactWriteCommand).rejects(cancelled('TransactionConflict', 'None'));
    await expect(commitCrmWrites(table, writes)).rejects.toMatchObject({ code: 'account_busy' });
    expect(database.commandCalls(TransactWriteCommand)).toHaveLength(crmLimits.commitAttemptCount);
  });

  it('names the writes whose conditions did not hold', async () => {
    database
      .on(TransactWriteCommand)
      .rejects(cancelled('TransactionConflict', 'ConditionalCheckFailed'));
    expect(await commitCrmWrites(table, writes)).toEqual([1]);
  });

  it.each([
    ['a write that is malformed', cancelled('ValidationError', 'None')],
    ['throttling', new ThrottlingException({ message: 'slow down', $metadata: {} })],
  ])('passes on %s', async (_, error) => {
    database.on(TransactWriteCommand).rejects(error);
    await expect(commitCrmWrites(table, writes)).rejects.toBe(error);
  });
});
