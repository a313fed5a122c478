import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import { ApiError } from '../../web/src/api/api-error.ts';
import { ConnectionLostError } from '../../web/src/api/connection-lost-error.ts';
import { SignedOutError } from '../../web/src/api/signed-out-error.ts';
import { givesDraftBack, readFailure } from '../../web/src/chat/read-failure.ts';
import { problem } from './support/answers.ts';

const kindOf = (code: string, status = 400) =>
  readFailure(new ApiError(problem({ code, status }))).kind;

describe('readFailure', () => {
  it.each([
    ['insufficient_tokens', 'out-of-tokens'],
    ['unauthenticated', 'signed-out'],
    ['turn_in_progress', 'in-progress'],
    ['model_failed', 'not-answered'],
    ['server_unreachable', 'not-answered'],
    ['account_busy', 'busy'],
    ['ledger_unavailable', 'busy'],
    ['turn_attempts_exhausted', 'attempts-exhausted'],
    ['approval_not_pending', 'approval-closed'],
    ['account_frozen', 'refused'],
    ['a_code_of_tomorrow', 'refused'],
    ['toString', 'refused'],
  ])('shows %s as %s', (code, kind) => {
    expect(kindOf(code)).toBe(kind);
  });

  it('has a way to show every refusal of the catalogue', () => {
    for (const code of Object.keys(errorCatalogue)) expect(kindOf(code)).toBeTypeOf('string');
  });

  it('reads the problem that a stream carries as text', () => {
    const streamed = new Error(JSON.stringify(problem({ code: 'model_failed', status: 502 })));
    expect(readFailure(streamed)).toMatchObject({
      kind: 'not-answered',
      problem: { requestId: 'request-1' },
    });
  });

  it('keeps how long to wait', () => {
    const error = new ApiError(problem({ code: 'account_busy', status: 503 }), 3);
    expect(readFailure(error).retryAfterSeconds).toBe(3);
  });

  it('takes everything else for a lost connection', () => {
    const lost = [new ConnectionLostError(), new TypeError('network error'), 'odd', undefined];
    expect(lost.map((error) => readFailure(error).kind)).toEqual(lost.map(() => 'connection-lost'));
  });

  it('knows when nobody is signed in', () => {
    expect(readFailure(new SignedOutError()).kind).toBe('signed-out');
  });
});

describe('givesDraftBack', () => {
  it.each([
    ['insufficient_tokens', 402, true],
    ['unauthenticated', 401, true],
    ['account_frozen', 403, true],
    ['turn_attempts_exhausted', 409, true],
    ['internal', 500, false],
    ['turn_in_progress', 409, false],
    ['model_failed', 502, false],
  ])('after %s: %s → %s', (code, status, isGivenBack) => {
    const failure = readFailure(new ApiError(problem({ code, status })));
    expect(givesDraftBack(failure)).toBe(isGivenBack);
  });

  it('keeps a message whose answer was lost, as it may have been charged', () => {
    expect(givesDraftBack({ kind: 'connection-lost' })).toBe(false);
  });
});
