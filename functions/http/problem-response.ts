import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { AppError } from '../app-error.ts';
import type { Log } from '../log.ts';
import { describeCause, problemOf } from '../problem.ts';

/** No answer of the API may be kept by anybody in between. */
export const apiHeaders = {
  'cache-control': 'no-store',
  'x-content-type-options': 'nosniff',
} as const;

export function problemResponse(error: AppError, requestId: string) {
  const problem = problemOf(error, requestId);
  const { retryAfterSeconds } = error;
  return {
    statusCode: problem.status,
    headers: {
      ...apiHeaders,
      'content-type': 'application/problem+json',
      ...(retryAfterSeconds !== undefined && { 'retry-after': String(retryAfterSeconds) }),
    },
    body: JSON.stringify(problem),
  };
}

/** One line per refused or failed request, at the level of its code. */
export function logProblem(log: Log, error: AppError, operation: string): void {
  const { level } = errorCatalogue[error.code];
  const cause = level === 'info' ? undefined : describeCause(error);
  log[level]('request refused', {
    operation,
    code: error.code,
    ...(cause !== undefined && { cause }),
  });
}
