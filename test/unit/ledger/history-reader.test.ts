import { BatchGetCommand, DynamoDBDocumentClient } from '@aws-sdk/lib-dynamodb';
import { DynamoDBClient } from '@aws-sdk/client-dynamodb';
import { mockClient } from 'aws-sdk-client-mock';
import { beforeEach, describe, expect, it } from 'vitest';
import { createHistoryReader } from '../../../functions/ledger/read/history-reader.ts';
import { buildCharge } from '../../support/ledger-builders.ts';

const tableName = 'test-table';
const documents = DynamoDBDocumentClient.from(new DynamoDBClient({ region: 'us-east-1' }));
const { readCharges } = createHistoryReader({ documents, tableName });

/** A busy table leaves items out of a batch; the local database never does. */
describe('reading many charges from a busy table', () => {
  const aws = mockClient(documents);
  const first = buildCharge({ chargeId: 'first' });
  const second = buildCharge({ chargeId: 'second' });
  const leftOut = { [tableName]: { Keys: [{ pk: 'ACCOUNT#account-1', sk: 'CHARGE#second' }] } };
  beforeEach(() => aws.reset());

  it('asks again for what was left out, and for that alone', async () => {
    aws
      .on(BatchGetCommand)
      .resolvesOnce({ Responses: { [tableName]: [first] }, UnprocessedKeys: leftOut })
      .resolves({ Responses: { [tableName]: [second] } });
    const charges = await readCharges('account-1', ['first', 'second']);
    expect([...charges.values()]).toEqual([first, second]);
    const [, again] = aws.commandCalls(BatchGetCommand);
    expect(again?.args[0].input.RequestItems?.[tableName]?.Keys).toEqual(leftOut[tableName]?.Keys);
  });

  it('gives up after a few times, saying that the ledger does not answer', async () => {
    aws.on(BatchGetCommand).resolves({ Responses: {}, UnprocessedKeys: leftOut });
    await expect(readCharges('account-1', ['first', 'second'])).rejects.toMatchObject({
      code: 'ledger_unavailable',
      retryAfterSeconds: 1,
    });
    expect(aws.commandCalls(BatchGetCommand)).toHaveLength(6);
  });

  it('asks for nothing when there is nothing to ask for', async () => {
    expect(await readCharges('account-1', [])).toEqual(new Map());
    expect(aws.calls()).toHaveLength(0);
  });
});
