import type { CountDelivered } from '../operations/count-delivered.ts';
import type { JobStore } from '../store/jobs.ts';
import { jobIdOf } from './job-id-of.ts';

/** What the job behind a hold has delivered: nobody may come any more to settle it. */
export const createCountJobLeads =
  ({ jobs }: { readonly jobs: Pick<JobStore, 'readJob'> }): CountDelivered =>
  async ({ accountId, chargeId, reference }) => {
    // Only tools start jobs. This spares a read for each turn that is swept.
    if (reference['tool'] === undefined) return 0;
    const job = await jobs.readJob(accountId, jobIdOf(chargeId));
    return job?.delivered ?? 0;
  };
