import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../../functions/ledger/account/account-state.ts';
import {
  buildCaptureCommand,
  buildCharge,
  buildRefundCommand,
  buildReleaseCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const now = '2026-03-01T13:00:00.000Z';
const expired = buildCharge({
  status: 'expired',
  capturedTokens: 0,
  lastSequence: 2,
  settledAt: '2026-03-01T12:15:30.000Z',
  settledBy: 'the sweeper',
  settledBalanceAfter: 100,
});
const late = (state: Partial<AccountState> = {}) => ({
  ...soundWith({ version: 2, ...state }),
  charge: expired,
  now,
});

describe('a capture after the hold was given back at its deadline', () => {
  it('charges what was delivered anew', () => {
    const commit = commitOf(decideWith(buildCaptureCommand({ quantity: 41 }), late()));
    expect(commit.entries).toMatchObject([
      {
        kind: 'charge',
        tokens: -9,
        balanceAfter: 91,
        chargeId: expired.chargeId,
        service: 'business_collector',
        quantity: 41,
        reference: { job: 'job-1', late: 1 },
        createdAt: now,
      },
    ]);
    expect(commit.chargeChange?.to).toMatchObject({
      status: 'captured',
      capturedTokens: 9,
      lastSequence: 3,
      settledBalanceAfter: 91,
    });
    expect(commit.state).toMatchObject({ available: 91, usedThisPeriod: 9 });
    expect(commit.answer).toMatchObject({
      status: 'captured',
      capturedTokens: 9,
      releasedTokens: 11,
      balanceAfter: 91,
      isReplay: false,
    });
  });

  it('charges all of the hold where no quantity is named', () => {
    const commit = commitOf(decideWith(buildCaptureCommand(), late({ available: 20 })));
    expect(commit.entries).toMatchObject([{ kind: 'charge', tokens: -20, balanceAfter: 0 }]);
  });

  it('is recorded as uncollected where the balance does not cover it any more', () => {
    const commit = commitOf(decideWith(buildCaptureCommand(), late({ available: 19 })));
    expect(commit.entries).toMatchObject([
      { kind: 'uncollected', tokens: 0, balanceAfter: 19, reference: { job: 'job-1', owed: 20 } },
    ]);
    expect(commit.chargeChange?.to).toMatchObject({
      status: 'uncollected',
      capturedTokens: 0,
      uncollectedTokens: 20,
    });
    expect(commit.answer).toMatchObject({ status: 'uncollected', capturedTokens: 0 });
    expect(commit.state).toMatchObject({ available: 19, usedThisPeriod: 0 });
  });

  it('costs nothing when nothing was delivered', () => {
    expect(decideWith(buildCaptureCommand({ quantity: 0 }), late())).toEqual({
      kind: 'answer',
      answer: {
        chargeId: expired.chargeId,
        status: 'expired',
        capturedTokens: 0,
        releasedTokens: 20,
        balanceAfter: 100,
        isReplay: true,
      },
    });
  });

  it('still takes no more than was held', () => {
    const decision = decideWith(buildCaptureCommand({ quantity: 101 }), late());
    expect(decision).toMatchObject({ code: 'capture_above_hold' });
  });

  it('happens while the account is frozen: the work was started before', () => {
    const frozen = late({ frozen: { reason: 'drift', at: testTime } });
    const commit = commitOf(decideWith(buildCaptureCommand(), frozen));
    expect(commit.answer).toMatchObject({ status: 'captured', capturedTokens: 20 });
  });

  it.each([
    ['covered', 100, { status: 'captured', capturedTokens: 20 }],
    ['not covered', 19, { status: 'uncollected', capturedTokens: 0 }],
  ])('answers the same again when it was %s', (_, available, answer) => {
    const { chargeChange } = commitOf(decideWith(buildCaptureCommand(), late({ available })));
    const again = decideWith(buildCaptureCommand(), {
      charge: chargeChange?.to,
      writtenBy: 'another call',
      ...soundWith({ available: 1_000 }),
    });
    expect(again).toMatchObject({ kind: 'answer', answer: { ...answer, isReplay: true } });
  });

  it('can be refunded, and no longer be released', () => {
    const { chargeChange, state } = commitOf(decideWith(buildCaptureCommand(), late()));
    const after = { charge: chargeChange?.to, stored: { kind: 'sound' as const, state } };
    expect(decideWith(buildReleaseCommand(), after)).toMatchObject({ code: 'hold_captured' });
    const refund = buildRefundCommand({ chargeId: expired.chargeId });
    expect(commitOf(decideWith(refund, after)).answer).toMatchObject({ refundedTokens: 20 });
  });
});
