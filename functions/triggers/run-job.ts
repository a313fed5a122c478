import type { Context, SQSBatchResponse, SQSEvent } from 'aws-lambda';
import { enterRequest } from '../http/request-context.ts';
import { createTakeJobs } from '../jobs/take-jobs.ts';
import { log } from '../wiring/foundation.ts';
import { runJob } from '../wiring/run-job.ts';

const take = createTakeJobs({ runJob: runJob(), log: log() });

export async function handler({ Records }: SQSEvent, context: Context): Promise<SQSBatchResponse> {
  enterRequest(context.awsRequestId);
  const remainingMs = () => context.getRemainingTimeInMillis();
  const messages = Records.map(({ messageId, body }) => ({ messageId, body }));
  const failed = await take(messages, { remainingMs });
  return { batchItemFailures: failed.map((itemIdentifier) => ({ itemIdentifier })) };
}
