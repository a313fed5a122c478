import { AppError } from '../app-error.ts';
import type { Principal } from '../principal.ts';
import type { Job, JobStore } from '../store/jobs.ts';

/**
 * The caller's job. One of somebody else's is as unknown as one that never was.
 *
 * @throws AppError `job_not_found`
 */
export async function requireJob(
  jobs: Pick<JobStore, 'readJob'>,
  { accountId }: Principal,
  jobId: string,
): Promise<Job> {
  const job = await jobs.readJob(accountId, jobId);
  if (job === null) throw new AppError('job_not_found');
  return job;
}
