import { describe, expect, it } from 'vitest';
import { en } from '../../web/i18n/en.ts';
import { describeFailure, type FailureContext } from '../../web/src/chat/describe-failure.ts';
import type { Failure } from '../../web/src/chat/read-failure.ts';
import { problem } from './support/answers.ts';

const described = (failure: Failure, overrides: Partial<FailureContext> = {}) =>
  describeFailure(failure, {
    texts: en,
    locale: 'en-GB',
    hasDraft: false,
    chargedTokens: null,
    nextGrantAt: null,
    ...overrides,
  });

describe('describeFailure', () => {
  it('says what is missing, when more comes, and that the draft is kept', () => {
    const refusal = problem({ required: 10, available: 3, nextGrantAt: '2026-12-01T12:00:00Z' });
    const { lines, action } = described(
      { kind: 'out-of-tokens', problem: refusal },
      { hasDraft: true },
    );
    expect(lines).toEqual([
      'This needs 10 tokens; you have 3 tokens.',
      'More tokens come on 1 December.',
      'Your message is kept below.',
    ]);
    expect(action).toBeNull();
  });

  it('says that nothing is left, with the next grant from the balance', () => {
    const shortage = { required: 1, available: 0 };
    const { lines } = described(
      { kind: 'out-of-tokens', shortage },
      { nextGrantAt: '2026-12-22T12:00:00Z' },
    );
    expect(lines).toEqual(['You have no tokens left.', 'More tokens come on 22 December.']);
  });

  it('offers to send the same message again after a lost connection', () => {
    const { action, lines } = described({ kind: 'connection-lost' });
    expect(action).toBe('retry');
    expect(lines.join()).toContain('cannot be charged twice');
  });

  it('says that a failed turn cost nothing only when that is known', () => {
    const failure: Failure = { kind: 'not-answered' };
    expect(described(failure, { chargedTokens: 0 }).lines).toContain('Nothing was charged.');
    expect(described(failure).lines.join()).not.toContain('charged');
  });

  it('says what a failed turn cost for the work done before', () => {
    const { lines } = described({ kind: 'not-answered' }, { chargedTokens: 10 });
    expect(lines).toContain('What was done before was charged: 10 tokens.');
  });

  it('says how long to wait while the account is busy', () => {
    const { lines } = described({ kind: 'busy', retryAfterSeconds: 2.2 });
    expect(lines).toContain('Try again in 3 seconds.');
  });

  it('passes on what the API says of other refusals, with the request to quote', () => {
    const refusal = problem({ code: 'account_frozen', status: 403, title: 'Frozen.' });
    expect(described({ kind: 'refused', problem: refusal })).toMatchObject({
      lines: ['Frozen.'],
      action: null,
      requestId: 'request-1',
    });
  });

  it('offers another try after a fault of the service', () => {
    const fault = problem({ code: 'internal', status: 500 });
    expect(described({ kind: 'refused', problem: fault }).action).toBe('retry');
  });

  it.each([
    ['signed-out', 'sign-in'],
    ['in-progress', 'wait'],
    ['approval-closed', 'reload'],
  ] as const)('after %s the way on is %s', (kind, action) => {
    expect(described({ kind })).toMatchObject({ action, requestId: null });
  });
});
