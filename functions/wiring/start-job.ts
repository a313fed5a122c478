import { createStartJob } from '../jobs/start-job.ts';
import { createJobStore } from '../store/jobs.ts';
import { log, now, once, table } from './foundation.ts';
import { jobQueue } from './job-queue.ts';

/** For every function that calls tools: some of them start jobs. */
export const startJob = once(() =>
  createStartJob({ jobs: createJobStore(table()), queue: jobQueue(), log: log(), now }),
);
