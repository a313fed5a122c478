import * as z from 'zod';
import type { QueueMessage } from '../events/message-queue.ts';
import type { Job } from '../store/jobs.ts';

const jobMessageSchema = z.object({ accountId: z.string().min(1), jobId: z.string().min(1) });

export type JobMessage = z.infer<typeof jobMessageSchema>;

/** Asks for the job to be worked on; sent again from where the job stands, it is the same message. */
export const writeJobMessage = ({ accountId, jobId, version }: Job): QueueMessage => ({
  id: `${accountId}:${jobId}:${version}`,
  group: jobId,
  body: JSON.stringify({ accountId, jobId } satisfies JobMessage),
});

/** @throws Error for a body that is none of ours */
export const readJobMessage = (body: string): JobMessage =>
  jobMessageSchema.parse(JSON.parse(body));
