/**
 * Every way a request can be refused or fail. The code is stable and public; the status, the
 * log level and the sentence shown follow from it. Expected refusals log at info and never alarm.
 */
export type LogLevel = 'info' | 'warn' | 'error';

interface ErrorKind {
  readonly status: number;
  readonly level: LogLevel;
  readonly isRetryable: boolean;
  readonly title: string;
}

const refusal = (status: number, title: string): ErrorKind => ({
  status,
  level: 'info',
  isRetryable: false,
  title,
});
const transient = (status: number, title: string, level: LogLevel = 'warn'): ErrorKind => ({
  status,
  level,
  isRetryable: true,
  title,
});

export const errorCatalogue = {
  malformed_request: refusal(400, 'The request could not be understood.'),
  client_id_required: refusal(400, 'A clientId is required to connect.'),
  idempotency_key_missing: refusal(400, 'An Idempotency-Key header is required.'),
  unauthenticated: refusal(401, 'Sign in or send an API key.'),
  insufficient_tokens: refusal(402, 'Not enough tokens.'),
  forbidden: refusal(403, 'This key or user may not do that.'),
  account_frozen: refusal(403, 'This account is frozen while its balance is being checked.'),
  not_found: refusal(404, 'There is nothing at this address.'),
  account_not_found: refusal(404, 'This account does not exist.'),
  client_not_found: refusal(404, 'This client does not exist.'),
  session_not_found: refusal(404, 'This session does not exist or has expired. Connect again.'),
  conversation_not_found: refusal(404, 'This conversation does not exist.'),
  turn_not_found: refusal(404, 'This message does not exist.'),
  hold_not_found: refusal(404, 'This hold does not exist.'),
  charge_not_found: refusal(404, 'This charge does not exist.'),
  api_key_not_found: refusal(404, 'This API key does not exist.'),
  job_not_found: refusal(404, 'This job does not exist.'),
  media_not_found: refusal(404, 'This picture does not exist.'),
  call_not_found: refusal(404, 'This call does not exist.'),
  tool_not_found: refusal(404, 'This session has no such tool.'),
  method_not_allowed: refusal(405, 'This address does not answer that method.'),
  turn_in_progress: { ...refusal(409, 'This message is still being answered.'), isRetryable: true },
  request_in_progress: {
    ...refusal(409, 'The first request with this key is still running.'),
    isRetryable: true,
  },
  hold_captured: refusal(409, 'This hold has been captured already.'),
  hold_released: refusal(409, 'This hold has been released already.'),
  hold_expired: refusal(409, 'This hold has expired.'),
  hold_not_due: refusal(409, 'The deadline of this hold has not passed.'),
  charge_not_captured: refusal(409, 'Only what was paid can be refunded.'),
  approval_not_pending: refusal(409, 'This approval is not waiting for an answer.'),
  approval_required: refusal(409, 'This tool asks for approval first.'),
  call_attempts_exhausted: refusal(409, 'This call failed too often. Make it under a new key.'),
  turn_attempts_exhausted: refusal(409, 'This message failed too often. Send it as a new one.'),
  body_too_large: refusal(413, 'The request is too large.'),
  unsupported_media_type: refusal(415, 'Send JSON.'),
  idempotency_key_reused: refusal(422, 'This key was used for a different request.'),
  service_unknown: refusal(422, 'There is no such service in the price book.'),
  server_unknown: refusal(422, 'There is no such server in the catalogue.'),
  credentials_missing: refusal(422, 'No credentials are stored for this server.'),
  credentials_refused: refusal(422, 'The server does not accept the stored credentials.'),
  server_not_configured: refusal(422, 'The operator has not set up this server.'),
  authorization_expired: refusal(422, 'This sign-in is over, or was begun elsewhere. Begin again.'),
  authorization_denied: refusal(422, 'The sign-in was not allowed.'),
  capture_above_hold: refusal(422, 'A capture cannot be larger than its hold.'),
  api_key_limit_reached: refusal(422, 'This account has as many API keys as it may have.'),
  refund_above_paid: refusal(422, 'A refund cannot be larger than what is left of the payment.'),
  amount_invalid: refusal(422, 'The amount is not a whole number of tokens in range.'),
  rate_limited: transient(429, 'Too many requests. Try again shortly.', 'info'),
  internal: { status: 500, level: 'error', isRetryable: false, title: 'Something went wrong.' },
  server_unreachable: transient(502, 'The connected server does not answer.'),
  provider_failed: transient(502, 'The provider could not do this.'),
  model_failed: transient(502, 'The assistant could not answer.'),
  account_busy: transient(503, 'This account is very busy. Try again shortly.'),
  ledger_unavailable: transient(
    503,
    'The ledger does not answer, so nothing was started.',
    'error',
  ),
  timed_out: transient(504, 'This took too long and was given up.'),
  sign_in_unavailable: transient(503, 'Sign-in cannot be checked right now.', 'error'),
} as const satisfies Record<string, ErrorKind>;

export type ErrorCode = keyof typeof errorCatalogue;
