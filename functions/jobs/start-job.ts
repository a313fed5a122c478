import { AppError } from '../app-error.ts';
import type { MessageQueue } from '../events/message-queue.ts';
import type { Log } from '../log.ts';
import { describeCause, toAppError } from '../problem.ts';
import type { Job, JobStore } from '../store/jobs.ts';
import { endJob } from './end-job.ts';
import { jobIdOf } from './job-id-of.ts';
import { writeJobMessage } from './job-message.ts';

export type JobRequest = Pick<
  Job,
  'accountId' | 'clientId' | 'chargeId' | 'tool' | 'search' | 'requested'
>;
export type StartJob = (request: JobRequest) => Promise<Job>;

/**
 * Starts a job that an open hold pays for. The record is written first: whoever asks again under
 * the same hold gets the same job, and has its message sent again if it still waits.
 *
 * @throws AppError `provider_failed` when the job could not be queued, and then it never runs
 */
export function createStartJob(dependencies: {
  readonly jobs: JobStore;
  readonly queue: Pick<MessageQueue, 'send'>;
  readonly log: Log;
  readonly now: () => Date;
}): StartJob {
  const { jobs, queue, log, now } = dependencies;

  async function isQueued(job: Job): Promise<boolean> {
    try {
      return (await queue.send([writeJobMessage(job)])).size === 0;
    } catch (error) {
      log.error('job not queued', { jobId: job.jobId, cause: describeCause(toAppError(error)) });
      return false;
    }
  }

  return async function startJob(request) {
    const job = await jobs.createJob({
      ...request,
      jobId: jobIdOf(request.chargeId),
      delivered: 0,
      status: 'queued',
      cursor: null,
      version: 1,
      createdAt: now().toISOString(),
    });
    if (job.status !== 'queued' || (await isQueued(job))) return job;
    // The queue may have taken the message all the same, so the record decides.
    const reason = 'It could not be queued.';
    const ended = await endJob(jobs, job, { status: 'failed', reason }, now());
    if (ended.reason !== reason) return ended;
    throw new AppError('provider_failed', {
      detail: 'The job could not be started. Nothing was charged; try again.',
    });
  };
}
