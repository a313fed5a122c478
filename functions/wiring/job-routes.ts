import { createSettleJob } from '../jobs/settle-job.ts';
import { createCancelJob } from '../operations/cancel-job.ts';
import { createExportJob } from '../operations/export-job.ts';
import { createGetJob } from '../operations/get-job.ts';
import { createGetJobResults } from '../operations/get-job-results.ts';
import { createListJobs } from '../operations/list-jobs.ts';
import { createAccountStore } from '../store/accounts.ts';
import { createCrmStore } from '../store/crm/crm-store.ts';
import { createJobLeadStore } from '../store/job-leads.ts';
import { createJobStore } from '../store/jobs.ts';
import { clientJobs } from './client-jobs.ts';
import { ledger, log, now, table } from './foundation.ts';

export const listJobs = () =>
  createListJobs({ accounts: createAccountStore(table()), clientJobs: clientJobs() });

export const getJob = () => createGetJob({ jobs: createJobStore(table()), ledger: ledger() });

export const getJobResults = () =>
  createGetJobResults({ jobs: createJobStore(table()), leads: createJobLeadStore(table()) });

export const cancelJob = () =>
  createCancelJob({
    jobs: createJobStore(table()),
    ledger: ledger(),
    settleJob: createSettleJob({ ledger: ledger(), log: log() }),
    now,
  });

export const exportJob = () =>
  createExportJob({
    jobs: createJobStore(table()),
    leads: createJobLeadStore(table()),
    contacts: createCrmStore(table()).contacts,
  });
