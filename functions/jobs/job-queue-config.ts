import * as z from 'zod';
import { reader, regionSchema } from '../config.ts';

const jobQueueSchema = z.object({
  AWS_REGION: regionSchema,
  JOB_QUEUE_URL: z.url(),
  /** Set on one machine only: what answers there in place of SQS. */
  MESSAGING_ENDPOINT: z.url().optional(),
});

export const readJobQueueConfig = reader(jobQueueSchema);
