import type { Problem } from '../shared/api/primitives.ts';
import { errorCatalogue } from '../shared/error-catalogue.ts';
import { AppError, isAppError } from './app-error.ts';

/** RFC 9457: what a caller is told about an error. */
export function problemOf(error: AppError, requestId: string): Problem {
  const { status, title } = errorCatalogue[error.code];
  return {
    ...error.members,
    type: `/errors.html#${error.code}`,
    title,
    status,
    ...(error.detail !== undefined && { detail: error.detail }),
    code: error.code,
    requestId,
  };
}

/** Names of failures to reach the database at all, from the SDK and from Node. */
const unreachable = /^(TimeoutError|ECONN|EAI_AGAIN|ENOTFOUND|EPIPE|AbortError)/;

/** What anything thrown amounts to. An unknown error tells the caller nothing. */
export function toAppError(error: unknown): AppError {
  if (isAppError(error)) return error;
  const {
    name = '',
    code = '',
    $metadata,
  } = (error ?? {}) as {
    name?: string;
    code?: string;
    $metadata?: unknown;
  };
  const isDatabase = $metadata !== undefined || unreachable.test(name) || unreachable.test(code);
  return isDatabase
    ? new AppError('ledger_unavailable', { cause: error, retryAfterSeconds: 2 })
    : new AppError('internal', { cause: error });
}

/** What lies behind an error, for the log alone. */
export function describeCause({ cause }: AppError): unknown {
  if (!(cause instanceof Error)) return cause;
  return { name: cause.name, message: cause.message, stack: cause.stack };
}
