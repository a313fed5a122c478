import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { enterRequest } from '../http/request-context.ts';
import { chargeUsage } from '../wiring/jobs.ts';

const run = chargeUsage();

export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  enterRequest(context.awsRequestId);
  const failed = await run(Records.map(({ messageId, body }) => ({ messageId, body })));
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
