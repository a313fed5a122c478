import { SdkHttpError } from '@modelcontextprotocol/client';
import { AppError, isAppError } from '../app-error.ts';

/** Statuses by which a server says that it does not take what it was sent to sign in with. */
const refusalStatuses: readonly (number | undefined)[] = [401, 403];

/**
 * What a failed exchange with a server amounts to: `credentials_refused` or `server_unreachable`.
 *
 * @param problem what is said where nothing better is known, as "does not answer"
 */
export function describeServerFailure(
  serverTitle: string,
  problem: string,
  cause: unknown,
): AppError {
  // It knows better: signing in went wrong on our side.
  if (isAppError(cause)) return cause;
  const isRefusal = cause instanceof SdkHttpError && refusalStatuses.includes(cause.status);
  return isRefusal
    ? new AppError('credentials_refused', {
        detail: `${serverTitle} does not accept the stored credentials.`,
        cause,
      })
    : new AppError('server_unreachable', { detail: `${serverTitle} ${problem}.`, cause });
}
