import { createSqsQueue } from '../events/sqs-queue.ts';
import { readJobQueueConfig } from '../jobs/job-queue-config.ts';
import { once } from './foundation.ts';

/** Where jobs wait for a worker. */
export const jobQueue = once(() => {
  const { AWS_REGION, MESSAGING_ENDPOINT, JOB_QUEUE_URL } = readJobQueueConfig(process.env);
  return createSqsQueue({
    region: AWS_REGION,
    endpoint: MESSAGING_ENDPOINT,
    queueUrl: JOB_QUEUE_URL,
  });
});
