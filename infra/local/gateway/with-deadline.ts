import { AppError } from '../../../functions/app-error.ts';

/**
 * Waits for `work` for at most `timeoutMs`. The work goes on; only the waiting ends.
 * @throws AppError `timed_out`
 */
export async function withDeadline<T>(work: Promise<T>, timeoutMs: number): Promise<T> {
  const { promise: timeout, reject } = Promise.withResolvers<never>();
  const timer = setTimeout(() => reject(new AppError('timed_out')), timeoutMs);
  try {
    return await Promise.race([work, timeout]);
  } finally {
    clearTimeout(timer);
  }
}
