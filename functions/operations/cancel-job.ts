import type { routes } from '../../shared/routes.ts';
import { endJob } from '../jobs/end-job.ts';
import type { SettleJob } from '../jobs/settle-job.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';
import type { JobStore } from '../store/jobs.ts';
import { describeJob } from './describe-job.ts';
import { requireJob } from './require-job.ts';

/**
 * Stops a job at once: the lot that is being fetched is not stored any more. What was stored is
 * paid for, the rest of the hold is given back.
 *
 * @throws AppError `job_not_found`, and as the ledger does; then it may simply be asked again
 */
export function createCancelJob(dependencies: {
  readonly jobs: Pick<JobStore, 'readJob' | 'changeJob'>;
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly settleJob: SettleJob;
  readonly now: () => Date;
}): Operation<typeof routes.cancelJob> {
  const { jobs, ledger, settleJob, now } = dependencies;
  return async ({ principal, params }) => {
    const job = await requireJob(jobs, principal, params.jobId);
    const ended = await endJob(jobs, job, { status: 'cancelled' }, now());
    await settleJob(ended);
    return describeJob(ledger.reader, ended);
  };
}
