import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';
import type { JobStore } from '../store/jobs.ts';
import { describeJob } from './describe-job.ts';
import { requireJob } from './require-job.ts';

/** @throws AppError `job_not_found` */
export function createGetJob(dependencies: {
  readonly jobs: Pick<JobStore, 'readJob'>;
  readonly ledger: Pick<Ledger, 'reader'>;
}): Operation<typeof routes.getJob> {
  const { jobs, ledger } = dependencies;
  return async ({ principal, params }) =>
    describeJob(ledger.reader, await requireJob(jobs, principal, params.jobId));
}
