import { limits } from '../../shared/limits.ts';
import type { routes } from '../../shared/routes.ts';
import type { Operation } from '../route-request.ts';
import type { JobLeadStore } from '../store/job-leads.ts';
import type { JobStore } from '../store/jobs.ts';
import { requireJob } from './require-job.ts';

/** A page of what a job has found so far; as CSV all of it. @throws AppError `job_not_found` */
export function createGetJobResults(dependencies: {
  readonly jobs: Pick<JobStore, 'readJob'>;
  readonly leads: Pick<JobLeadStore, 'listLeads'>;
}): Operation<typeof routes.getJobResults> {
  const { jobs, leads } = dependencies;
  return async ({ principal, params, query, format }) => {
    const job = await requireJob(jobs, principal, params.jobId);
    const usual = format === 'csv' ? limits.leadsPerJobCount : limits.leadsDefaultPageCount;
    const range = { after: Number(query.cursor ?? 0), limit: query.limit ?? usual };
    const rows = await leads.listLeads(job, range);
    const last = rows.at(-1)?.position ?? job.delivered;
    return {
      leads: rows.map(({ lead }) => lead),
      cursor: last < job.delivered ? String(last) : null,
    };
  };
}
