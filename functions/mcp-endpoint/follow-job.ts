import { setTimeout } from 'node:timers/promises';
import { limits } from '../../shared/limits.ts';
import type { ClientJobs, JobAnswer } from '../jobs/client-jobs.ts';
import type { Log } from '../log.ts';
import type { ToolProgress } from '../mcp/tool-connection.ts';
import type { ToolOutcome } from '../operations/tool-request.ts';
import { describeCause, toAppError } from '../problem.ts';

/** Whoever waits for a job. */
export interface JobFollower {
  readonly clientId: string;
  readonly onProgress: (progress: ToolProgress) => void;
  /** Ends the waiting, and nothing else. */
  readonly signal: AbortSignal;
  /** Of the request. */
  readonly remainingMs: () => number;
}

export type FollowJob = (outcome: ToolOutcome, follower: JobFollower) => Promise<ToolOutcome>;

/**
 * Waits for the job that a call has started, as long as a request may take, and tells how far it
 * is. The job is the worker's: it goes on whether or not somebody waits.
 *
 * @returns the outcome with the job as it ended; as it stands, when it has not ended by then; and
 *   unchanged, when it cannot be read or there is no job
 */
export function createFollowJob(dependencies: {
  readonly clientJobs: Pick<ClientJobs, 'get'>;
  readonly log: Log;
}): FollowJob {
  const { clientJobs, log } = dependencies;
  return async (outcome, follower) => {
    const { jobId } = outcome;
    if (jobId === undefined) return outcome;
    try {
      const read = () => clientJobs.get(follower.clientId, jobId);
      return withJob(outcome, await waitForJob(read, follower));
    } catch (error) {
      log.warn('job not followed', { jobId, cause: describeCause(toAppError(error)) });
      return outcome;
    }
  };
}

async function waitForJob(
  readJob: () => Promise<JobAnswer>,
  { onProgress, signal, remainingMs }: JobFollower,
): Promise<JobAnswer> {
  const waitMs = Math.min(limits.jobFollowMs, remainingMs() - limits.toolSettleReserveMs);
  const endsAtMs = performance.now() + waitMs;
  let told = -1;
  let job = await readJob();
  for (let poll = 1; poll <= limits.jobPollCount && !isSettled(job); poll++) {
    const { delivered: progress, requested: total, progress: message } = job;
    // By the protocol each has to be more than the one before.
    if (progress > told) onProgress({ progress, total, message });
    told = progress;
    if (signal.aborted || performance.now() + limits.jobPollMs > endsAtMs) break;
    await setTimeout(limits.jobPollMs, undefined, { signal }).catch(() => undefined);
    job = await readJob();
  }
  return job;
}

/** A job has ended a moment before its cost is known. */
const isSettled = ({ tokens }: JobAnswer): boolean => tokens.captured !== null;

function withJob(outcome: ToolOutcome, job: JobAnswer): ToolOutcome {
  const { captured } = job.tokens;
  if (captured === null) {
    const text = `${outcome.text}\n${job.progress} It goes on by itself: get_job says how it stands.`;
    return { ...outcome, text, structured: job };
  }
  const text = `${job.progress} It cost ${captured} tokens. The job is ${job.jobId}.`;
  // What else happened to the balance meanwhile is not known here.
  return { ...outcome, text, structured: job, tokens: captured, balanceAfter: null };
}
