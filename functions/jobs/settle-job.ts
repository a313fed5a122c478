import { isAppError } from '../app-error.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Log } from '../log.ts';
import type { Job } from '../store/jobs.ts';

export type SettleJob = (job: Job) => Promise<void>;

/** Not `system`: that is what time brings about, and has no line in the log. */
export const jobActor = 'worker:jobs';

/**
 * Settles the hold of a job that has ended: keeps the price of what was delivered, or gives all of
 * it back. Settled twice, it is settled once.
 *
 * @throws AppError as the ledger does, after which it may simply be called again
 */
export function createSettleJob(dependencies: {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly log: Log;
}): SettleJob {
  const { ledger, log } = dependencies;

  async function keepDelivered({ accountId, jobId, chargeId, delivered, status }: Job) {
    const settle = { accountId, actor: jobActor, chargeId, idempotencyKey: `job:${jobId}` };
    const answer =
      delivered === 0
        ? await ledger.execute({ kind: 'release', ...settle, reason: `the job has ${status}` })
        : await ledger.execute({ kind: 'capture', ...settle, quantity: delivered });
    return answer.isReplay ? null : answer.capturedTokens;
  }

  return async function settleJob(job) {
    const { jobId, tool, status, delivered } = job;
    try {
      const tokens = await keepDelivered(job);
      if (tokens !== null) log.info('job ended', { jobId, tool, status, delivered, tokens });
    } catch (error) {
      // The sweeper was first: the hold was settled for the same delivery, or its deadline passed
      // with nothing delivered.
      if (!isAppError(error, 'hold_captured', 'hold_released', 'hold_expired')) throw error;
    }
  };
}
