import type { Problem } from '../../../shared/api/primitives.ts';
import type { ErrorCode } from '../../../shared/error-catalogue.ts';
import { ApiError } from '../api/api-error.ts';
import type { Shortage } from '../api/problem-schema.ts';
import { parseProblem } from '../api/parse-problem.ts';
import { SignedOutError } from '../api/signed-out-error.ts';

export type FailureKind =
  | 'out-of-tokens'
  | 'connection-lost'
  | 'signed-out'
  | 'in-progress'
  | 'not-answered'
  | 'busy'
  | 'attempts-exhausted'
  | 'approval-closed'
  | 'refused';

/** What went wrong, as the page has to tell it. */
export interface Failure {
  readonly kind: FailureKind;
  /** What the API said; absent when no answer came. */
  readonly problem?: Problem;
  readonly retryAfterSeconds?: number;
  /** What the page itself saw to be missing. */
  readonly shortage?: Shortage;
}

const kindOfCode: Readonly<Partial<Record<ErrorCode, FailureKind>>> = {
  insufficient_tokens: 'out-of-tokens',
  unauthenticated: 'signed-out',
  turn_in_progress: 'in-progress',
  request_in_progress: 'in-progress',
  model_failed: 'not-answered',
  server_unreachable: 'not-answered',
  provider_failed: 'not-answered',
  account_busy: 'busy',
  rate_limited: 'busy',
  ledger_unavailable: 'busy',
  sign_in_unavailable: 'busy',
  turn_attempts_exhausted: 'attempts-exhausted',
  approval_not_pending: 'approval-closed',
};

const isKnownCode = (code: string): code is keyof typeof kindOfCode =>
  Object.hasOwn(kindOfCode, code);

/**
 * Sorts whatever a request or a stream threw. An error that no problem describes means that the
 * answer was lost on its way.
 */
export function readFailure(error: unknown): Failure {
  if (error instanceof SignedOutError) return { kind: 'signed-out' };
  const problem = readProblem(error);
  if (!problem) return { kind: 'connection-lost' };
  const kind = isKnownCode(problem.code) ? (kindOfCode[problem.code] ?? 'refused') : 'refused';
  const seconds = error instanceof ApiError ? error.retryAfterSeconds : undefined;
  return { kind, problem, ...(seconds !== undefined && { retryAfterSeconds: seconds }) };
}

function readProblem(error: unknown): Problem | null {
  if (error instanceof ApiError) return error.problem;
  // The AI SDK turns an `error` part into an Error whose message is the part's text.
  return error instanceof Error ? parseProblem(error.message) : null;
}

/** Whether the server never took the message, so that it goes back into the composer. */
export const givesDraftBack = ({ kind, problem }: Failure): boolean =>
  kind === 'out-of-tokens' ||
  kind === 'signed-out' ||
  kind === 'attempts-exhausted' ||
  (kind === 'refused' && problem !== undefined && problem.status < 500);
