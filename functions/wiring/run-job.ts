import { createRunJob } from '../jobs/run-job.ts';
import { createSettleJob } from '../jobs/settle-job.ts';
import { createJobLeadStore } from '../store/job-leads.ts';
import { createJobStore } from '../store/jobs.ts';
import { directory } from './directory.ts';
import { ledger, log, now, table } from './foundation.ts';
import { jobQueue } from './job-queue.ts';

export const runJob = () =>
  createRunJob({
    jobs: createJobStore(table()),
    leads: createJobLeadStore(table()),
    directory: directory(),
    ledger: ledger(),
    settleJob: createSettleJob({ ledger: ledger(), log: log() }),
    queue: jobQueue(),
    log: log(),
    now,
  });
