import type * as z from 'zod';
import type { jobSchema } from '../../shared/api/jobs.ts';
import type { Lead } from '../../shared/api/leads.ts';
import { AppError } from '../app-error.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { describeJob } from '../operations/describe-job.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { JobLeadStore } from '../store/job-leads.ts';
import type { Job, JobStore } from '../store/jobs.ts';
import { endJob } from './end-job.ts';
import { hasEnded } from './has-ended.ts';
import type { SettleJob } from './settle-job.ts';

export type JobAnswer = z.input<typeof jobSchema>;

/** The jobs of one client, for tools that know nothing of accounts. */
export interface ClientJobs {
  /** Newest first. */
  list(
    clientId: string,
    page: { readonly limit: number; readonly cursor?: string | undefined },
  ): Promise<{ readonly jobs: readonly JobAnswer[]; readonly cursor: string | null }>;
  /** @throws AppError `job_not_found` */
  get(clientId: string, jobId: string | undefined): Promise<JobAnswer>;
  /** The first leads of a job. */
  readLeads(clientId: string, jobId: string, count: number): Promise<readonly Lead[]>;
  /** Stops a job, which costs what it has delivered. @throws AppError `job_not_found` */
  cancel(clientId: string, jobId: string | undefined): Promise<JobAnswer>;
}

/** Among so many of the newest is the one that is meant where nobody names any. */
const newestCount = 20;

/** A job that nobody names is the newest that goes on, or else the newest of all. */
export function createClientJobs(dependencies: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly jobs: Pick<JobStore, 'listJobs' | 'readJob' | 'changeJob'>;
  readonly leads: Pick<JobLeadStore, 'listLeads'>;
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly settleJob: SettleJob;
  readonly now: () => Date;
}): ClientJobs {
  const { accounts, jobs, leads, ledger, settleJob, now } = dependencies;
  const describe = (job: Job) => describeJob(ledger.reader, job);

  async function find(clientId: string, jobId: string | undefined): Promise<Job> {
    const found =
      jobId === undefined ? await findNewest(clientId) : await readNamed(clientId, jobId);
    if (found?.clientId === clientId) return found;
    throw new AppError('job_not_found');
  }

  async function readNamed(clientId: string, jobId: string): Promise<Job | null> {
    const client = await accounts.readClient(clientId);
    return client === null ? null : jobs.readJob(client.accountId, jobId);
  }

  async function findNewest(clientId: string): Promise<Job | undefined> {
    const { rows } = await jobs.listJobs(clientId, { limit: newestCount });
    return rows.find((job) => !hasEnded(job)) ?? rows[0];
  }

  return {
    list: async (clientId, page) => {
      const { rows, cursor } = await jobs.listJobs(clientId, page);
      return { jobs: await Promise.all(rows.map(describe)), cursor };
    },
    get: async (clientId, jobId) => describe(await find(clientId, jobId)),
    readLeads: async (clientId, jobId, count) => {
      const rows = await leads.listLeads(await find(clientId, jobId), { after: 0, limit: count });
      return rows.map(({ lead }) => lead);
    },
    cancel: async (clientId, jobId) => {
      const job = await find(clientId, jobId);
      const ended = await endJob(jobs, job, { status: 'cancelled' }, now());
      await settleJob(ended);
      return describe(ended);
    },
  };
}
