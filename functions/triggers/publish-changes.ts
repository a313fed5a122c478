import type { Context, DynamoDBBatchResponse, DynamoDBStreamEvent } from 'aws-lambda';
import { enterRequest } from '../http/request-context.ts';
import { publishChanges } from '../wiring/events.ts';

const publish = await publishChanges();

/** Names the first record that failed: Lambda goes on from there, so that nothing is skipped. */
export const handler = async (
  event: DynamoDBStreamEvent,
  context: Context,
): Promise<DynamoDBBatchResponse> => {
  enterRequest(context.awsRequestId);
  const failed = await publish(event.Records);
  if (failed === null) return { batchItemFailures: [] };
  // An empty identifier has the whole batch come again.
  return { batchItemFailures: [{ itemIdentifier: failed.dynamodb?.SequenceNumber ?? '' }] };
};
