import { limits } from '../../shared/limits.ts';
import { isAppError } from '../app-error.ts';
import type { MessageQueue } from '../events/message-queue.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log.ts';
import { describeCause, toAppError } from '../problem.ts';
import type { Directory, DirectoryLot } from '../providers/directory/directory.ts';
import type { JobLeadStore } from '../store/job-leads.ts';
import type { Job, JobStore } from '../store/jobs.ts';
import { endJob } from './end-job.ts';
import { hasEnded } from './has-ended.ts';
import { type JobMessage, writeJobMessage } from './job-message.ts';
import { jobActor, type SettleJob } from './settle-job.ts';

export interface RunJobDependencies {
  readonly jobs: JobStore;
  readonly leads: Pick<JobLeadStore, 'storeLot'>;
  readonly directory: Directory;
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly settleJob: SettleJob;
  readonly queue: Pick<MessageQueue, 'send'>;
  readonly log: Log;
  readonly now: () => Date;
}

export type RunJob = (
  message: JobMessage,
  run: { readonly remainingMs: () => number },
) => Promise<void>;

/**
 * Works on a job from where it stands: lot by lot, each of which counts exactly when it is stored.
 * Any number of runs may do so at once, or after one another; the job is charged for what it
 * delivered, once. A run whose time is over hands the job to the next.
 *
 * @throws whatever kept it from going on; the same message again goes on from there
 */
export function createRunJob(dependencies: RunJobDependencies): RunJob {
  const { jobs, leads, directory, settleJob, queue, log, now } = dependencies;
  const finish = (job: Job) =>
    jobs.changeJob(job, { status: 'done', endedAt: now().toISOString() });
  const fail = (job: Job, reason: string) => endJob(jobs, job, { status: 'failed', reason }, now());

  return async function runJob({ accountId, jobId }, run) {
    let job = await jobs.readJob(accountId, jobId);
    for (let step = 1; job !== null && step <= limits.jobStepCount; step++) {
      if (hasEnded(job)) return settleJob(job);
      if (run.remainingMs() < limits.jobReserveMs) return handOver(job, step);
      // Null: a twin was faster, so this run goes on from what that one left.
      job = (await takeStep(job)) ?? (await jobs.readJob(accountId, jobId));
    }
    if (job !== null) throw new Error(`The job ${jobId} does not get on.`);
    // The job is written before its message, so this is a message that nobody of us has sent.
    log.error('job not found', { jobId });
  };

  async function takeStep(job: Job): Promise<Job | null> {
    const isComplete = job.delivered >= job.requested;
    const isOver = job.version > limits.jobStepCount;
    if (isComplete || isOver) return finish(job);
    if (job.status === 'queued') return jobs.changeJob(job, { status: 'running' });
    const failure = await keepHold(job);
    if (failure !== null) return fail(job, failure);
    const lot = await readLot(job);
    if (lot === null) return fail(job, `The ${directory.name} did not answer.`);
    const stored = await leads.storeLot(job, lot.leads, lot.cursor);
    if (stored === null || lot.cursor !== null) return stored;
    return finish(stored);
  }

  /** Before each lot, so that nothing is delivered that no hold pays for. */
  async function keepHold({ accountId, chargeId }: Job): Promise<string | null> {
    try {
      const holdSeconds = limits.jobHoldSeconds;
      const hold = { accountId, actor: jobActor, chargeId, holdSeconds };
      await dependencies.ledger.execute({ kind: 'extend', ...hold });
      return null;
    } catch (error) {
      const isGone = isAppError(
        error,
        'hold_not_found',
        'hold_captured',
        'hold_released',
        'hold_expired',
      );
      if (isGone) return 'The tokens set aside for it were settled before it was finished.';
      throw error;
    }
  }

  /** @returns null when the directory failed, which ends the job: it has tried often enough */
  async function readLot({ jobId, search, cursor }: Job): Promise<DirectoryLot | null> {
    try {
      return await directory.readLot(search, { cursor, count: limits.leadsPerLotCount });
    } catch (error) {
      const known = toAppError(error);
      log.warn('directory failed', { jobId, code: known.code, cause: describeCause(known) });
      return null;
    }
  }

  /** @throws Error when the queue does not take it: then this message comes again */
  async function handOver(job: Job, step: number): Promise<void> {
    // From where it began it would be the message that it came from, which the queue takes once.
    if (step === 1) throw new Error(`There was no time for the job ${job.jobId}.`);
    const left = await queue.send([writeJobMessage(job)]);
    if (left.size > 0) throw new Error(`The job ${job.jobId} could not be handed over.`);
  }
}
