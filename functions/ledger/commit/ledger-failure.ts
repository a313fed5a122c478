import * as z from 'zod';
import { AppError, isAppError } from '../../app-error.ts';

/** The database does not answer, or not in time. */
export const unavailable = (cause: unknown): AppError =>
  new AppError('ledger_unavailable', { cause, retryAfterSeconds: 2 });

/** Too many others write to the same account. */
export const busy = (): AppError => new AppError('account_busy', { retryAfterSeconds: 1 });

/**
 * @throws AppError `ledger_unavailable` when the read fails; ZodError when what was read is not
 *   what the ledger writes: that does not pass, and must not look as if it would
 */
export async function readOrFail<Result>(read: () => Promise<Result>): Promise<Result> {
  try {
    return await read();
  } catch (error) {
    throw isAppError(error) || error instanceof z.ZodError ? error : unavailable(error);
  }
}
