import { describe, expect, it } from 'vitest';
import {
  buildCaptureCommand,
  buildCharge,
  buildExpireCommand,
  buildReleaseCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const later = '2026-03-01T12:05:00.000Z';
const deadline = '2026-03-01T12:15:00.000Z';
const open = {
  ...soundWith({ available: 80, usedThisPeriod: 20 }),
  charge: buildCharge(),
  now: later,
};
const settled = { capturedTokens: 0, settledBalanceAfter: 100, settledBy: 'an earlier call' };

describe('releasing', () => {
  it('gives all of a hold back, with the reason', () => {
    const commit = commitOf(decideWith(buildReleaseCommand({ reason: 'call failed' }), open));
    expect(commit.entries).toMatchObject([
      {
        kind: 'release',
        tokens: 20,
        balanceAfter: 100,
        reference: { job: 'job-1', reason: 'call failed' },
      },
    ]);
    expect(commit.state).toMatchObject({ available: 100, usedThisPeriod: 0 });
    expect(commit.chargeChange).toMatchObject({
      from: open.charge,
      to: {
        status: 'released',
        capturedTokens: 0,
        settledAt: later,
        settledBalanceAfter: 100,
        lastSequence: 2,
      },
    });
  });

  it('puts the tokens back where they came from, the last taken first', () => {
    const promo = { kind: 'promo' as const, grantedAt: testTime };
    const purchase = { kind: 'purchase' as const, grantedAt: testTime };
    const slices = [
      { ...promo, tokens: 8 },
      { ...purchase, tokens: 12 },
    ];
    const buckets = [{ ...purchase, remaining: 3 }];
    const input = { ...soundWith({ available: 3, buckets }), charge: buildCharge({ slices }) };
    const commit = commitOf(decideWith(buildCaptureCommand({ quantity: 30 }), input));
    expect(commit.state.buckets).toEqual([
      { ...purchase, remaining: 15 },
      { ...promo, remaining: 2 },
    ]);
  });

  it('never counts below nothing', () => {
    const input = { ...open, ...soundWith({ available: 80, usedThisPeriod: 5 }) };
    expect(commitOf(decideWith(buildReleaseCommand(), input)).state.usedThisPeriod).toBe(0);
  });

  it('happens while the account is frozen', () => {
    const frozen = { reason: 'drift', at: testTime };
    const input = { ...open, ...soundWith({ available: 80, frozen }) };
    const commit = commitOf(decideWith(buildReleaseCommand(), input));
    expect(commit.state).toMatchObject({ available: 100, frozen });
  });
});

describe('expiring', () => {
  it('gives a hold back once its deadline has passed, and says why', () => {
    const commit = commitOf(decideWith(buildExpireCommand(), { ...open, now: deadline }));
    expect(commit.entries).toMatchObject([
      { kind: 'release', tokens: 20, balanceAfter: 100, reference: { reason: 'deadline passed' } },
    ]);
    expect(commit.chargeChange?.to).toMatchObject({ status: 'expired', capturedTokens: 0 });
    expect(commit.answer).toMatchObject({ status: 'expired', releasedTokens: 20 });
  });

  it('refuses a hold whose deadline lies ahead, if only by a moment', () => {
    const now = '2026-03-01T12:14:59.999Z';
    expect(decideWith(buildExpireCommand(), { ...open, now })).toMatchObject({
      kind: 'refuse',
      code: 'hold_not_due',
    });
  });

  it('goes by the deadline as it was extended', () => {
    const expiresAtEpochSeconds = Date.parse('2026-03-01T14:00:00.000Z') / 1000;
    const charge = buildCharge({ expiresAtEpochSeconds });
    const decision = decideWith(buildExpireCommand(), { ...open, charge, now: deadline });
    expect(decision).toMatchObject({ code: 'hold_not_due' });
  });

  it.each([
    ['captured', { capturedTokens: 20, settledBalanceAfter: null }],
    ['released', settled],
    ['expired', settled],
    ['uncollected', settled],
  ] as const)('leaves a hold that is %s as it stands', (status, members) => {
    const charge = buildCharge({ ...members, status });
    expect(decideWith(buildExpireCommand(), { ...open, charge, now: deadline })).toMatchObject({
      kind: 'answer',
      answer: { status, capturedTokens: charge.capturedTokens, isReplay: true },
    });
  });
});

describe('a release of what is settled', () => {
  it.each(['released', 'expired', 'uncollected'] as const)('is content when it is %s', (status) => {
    const charge = buildCharge({ ...settled, status });
    expect(decideWith(buildReleaseCommand(), { charge })).toMatchObject({
      kind: 'answer',
      answer: { status, capturedTokens: 0, balanceAfter: 100, isReplay: true },
    });
  });

  it('is no replay when this very call settled it and only lost the reply', () => {
    const charge = buildCharge({ ...settled, status: 'released', settledBy: 'this call' });
    const decision = decideWith(buildReleaseCommand(), { charge });
    expect(decision).toMatchObject({ answer: { isReplay: false } });
  });

  it.each([20, 9])('is refused when %i tokens were captured', (capturedTokens) => {
    const charge = buildCharge({ status: 'captured', capturedTokens });
    expect(decideWith(buildReleaseCommand(), { charge })).toEqual({
      kind: 'refuse',
      code: 'hold_captured',
      members: { capturedTokens },
    });
  });

  it.each([buildReleaseCommand(), buildExpireCommand()])(
    'finds no hold to $kind where there is none, and none in a charge at once',
    (command) => {
      for (const charge of [null, buildCharge({ kind: 'charge', status: 'captured' })]) {
        expect(decideWith(command, { charge })).toMatchObject({ code: 'hold_not_found' });
      }
    },
  );
});
