import type { Job, JobStore } from '../store/jobs.ts';
import { hasEnded } from './has-ended.ts';

type Ending = { readonly status: 'done' | 'failed' | 'cancelled'; readonly reason?: string };

/** A cancel races the lots of a running job, each of which takes longer than a try. */
const attemptCount = 20;

/**
 * Ends a job, unless it has ended: from then on nothing more is delivered.
 *
 * @returns the job as it ended, perhaps by somebody else
 * @throws Error when others change the job all the time
 */
export async function endJob(
  jobs: Pick<JobStore, 'changeJob' | 'readJob'>,
  job: Job,
  ending: Ending,
  now: Date,
): Promise<Job> {
  let current = job;
  for (let attempt = 1; attempt <= attemptCount; attempt++) {
    if (hasEnded(current)) return current;
    const ended = await jobs.changeJob(current, { ...ending, endedAt: now.toISOString() });
    if (ended !== null) return ended;
    current = (await jobs.readJob(job.accountId, job.jobId)) ?? current;
  }
  throw new Error(`The job ${job.jobId} could not be ended.`);
}
