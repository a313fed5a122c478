import type { Job } from '../store/jobs.ts';

/** Whether nothing is delivered any more. */
export const hasEnded = ({ status }: Pick<Job, 'status'>): boolean =>
  status !== 'queued' && status !== 'running';
