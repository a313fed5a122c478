import { createClientJobs } from '../jobs/client-jobs.ts';
import { createSettleJob } from '../jobs/settle-job.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createJobLeadStore } from '../store/job-leads.ts';
import { createJobStore } from '../store/jobs.ts';
import { ledger, log, now, once, table } from './foundation.ts';

/** For every function that calls tools: some of them are about jobs. */
export const clientJobs = once(() =>
  createClientJobs({
    accounts: createAccountStore(table()),
    jobs: createJobStore(table()),
    leads: createJobLeadStore(table()),
    ledger: ledger(),
    settleJob: createSettleJob({ ledger: ledger(), log: log() }),
    now,
  }),
);
