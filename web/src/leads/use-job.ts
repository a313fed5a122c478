import { useEffect, useState } from 'preact/hooks';
import { ApiError } from '../api/api-error.ts';
import type { FormApi } from '../api/form-api.ts';
import type { Job } from '../api/form-answer-schemas.ts';
import { type Failure, readFailure } from '../chat/read-failure.ts';
import { usePolling } from '../forms/use-polling.ts';

/** Half an hour: longer than any job takes that is worked on. */
const plan = { everyMs: 2_000, readCount: 900 };

export interface FollowedJob {
  readonly job: Job | null;
  readonly isGone: boolean;
  /** The last reading or cancelling did not work. */
  readonly failure: Failure | null;
  readonly isGivenUp: boolean;
  readonly isCancelling: boolean;
  readonly follow: () => void;
  readonly cancel: () => void;
}

export const hasJobEnded = ({ status }: Pick<Job, 'status'>): boolean =>
  status !== 'queued' && status !== 'running';

/** How a job stands, while it goes. @param onEnded its cost has been settled */
export function useJob(api: FormApi, jobId: string, onEnded: () => void): FollowedJob {
  const { value, error, isGivenUp, set, start } = usePolling(
    () => api.getJob(jobId),
    (job) => hasJobEnded(job) && job.tokens.captured !== null,
    plan,
  );
  const [isCancelling, setCancelling] = useState(false);
  const [cancelError, setCancelError] = useState<unknown>(null);
  const isSettled = value !== null && hasJobEnded(value) && value.tokens.captured !== null;
  useEffect(() => {
    if (isSettled) onEnded();
  }, [isSettled]);
  const cancel = () => {
    setCancelling(true);
    setCancelError(null);
    api
      .cancelJob(jobId)
      .then(set, setCancelError)
      .finally(() => setCancelling(false));
  };
  const lastError = cancelError ?? error;
  return {
    job: value,
    isGone: error instanceof ApiError && error.problem.code === 'job_not_found',
    failure: lastError === null ? null : readFailure(lastError),
    isGivenUp,
    isCancelling,
    follow: start,
    cancel,
  };
}
