import type * as z from 'zod';
import type { jobSchema } from '../../shared/api/jobs.ts';
import { hasEnded } from '../jobs/has-ended.ts';
import type { ChargeRecord } from '../ledger/account/charge-record.ts';
import type { LedgerReader } from '../ledger/read/ledger-reader.ts';
import type { Job } from '../store/jobs.ts';

type JobAnswer = z.input<typeof jobSchema>;

/** A job as its owner sees it, with what became of its hold. */
export async function describeJob(
  reader: Pick<LedgerReader, 'readCharge'>,
  job: Job,
): Promise<JobAnswer> {
  const hold = await reader.readCharge(job.accountId, job.chargeId);
  const { jobId, tool, search, requested, delivered, createdAt } = job;
  const status = statusOf(job, hold);
  return {
    jobId,
    tool,
    status,
    search,
    requested,
    delivered,
    tokens: { held: hold?.tokens ?? 0, captured: capturedTokens(hold) },
    progress: describeProgress(job, status),
    createdAt,
    endedAt: job.endedAt ?? hold?.settledAt ?? null,
  };
}

const capturedTokens = (hold: ChargeRecord | null): number | null =>
  hold?.status === 'open' ? null : (hold?.capturedTokens ?? 0);

/** A job whose workers all died is settled by the sweeper, which knows nothing of jobs. */
const statusOf = (job: Job, hold: ChargeRecord | null): Job['status'] =>
  hold?.status === 'open' || hasEnded(job) ? job.status : 'failed';

function describeProgress(job: Job, status: Job['status']): string {
  const { delivered, requested, reason } = job;
  const found = `${delivered} of ${requested} found`;
  switch (status) {
    case 'queued':
      return 'Waiting to be started.';
    case 'running':
      return `${found} so far.`;
    case 'done':
      return delivered < requested
        ? `Done: there are no more than ${delivered}.`
        : `Done: ${found}.`;
    case 'cancelled':
      return `Cancelled: ${found}.`;
    case 'failed':
      return `Stopped: ${found}. ${reason ?? 'It was not finished in time.'}`;
  }
}
