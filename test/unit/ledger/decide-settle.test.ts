import { describe, expect, it } from 'vitest';
import {
  buildCaptureCommand,
  buildCharge,
  buildReleaseCommand,
  buildState,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith } from '../../support/ledger-decisions.ts';

const later = '2026-03-01T12:05:00.000Z';
const stored = {
  kind: 'sound' as const,
  state: buildState({ available: 80, usedThisPeriod: 20 }),
};
const open = { charge: buildCharge(), stored, now: later };

describe('capturing', () => {
  it('keeps all of a hold without touching the balance', () => {
    expect(decideWith(buildCaptureCommand(), open)).toEqual({
      kind: 'capture',
      settledCharge: {
        ...open.charge,
        status: 'captured',
        capturedTokens: 20,
        settledAt: later,
        settledBy: 'this call',
      },
      answer: {
        chargeId: open.charge.chargeId,
        status: 'captured',
        capturedTokens: 20,
        releasedTokens: 0,
        balanceAfter: null,
        isReplay: false,
      },
    });
  });

  it('keeps the price of what was delivered and gives the rest back', () => {
    const commit = commitOf(decideWith(buildCaptureCommand({ quantity: 41 }), open));
    expect(commit.entries).toMatchObject([
      { kind: 'release', tokens: 11, balanceAfter: 91, service: 'business_collector' },
    ]);
    expect(commit.entries[0]).toMatchObject({
      chargeId: open.charge.chargeId,
      reference: { job: 'job-1', capturedTokens: 9 },
      createdAt: later,
    });
    expect(commit.state).toMatchObject({ version: 2, available: 91, usedThisPeriod: 9 });
    expect(commit.settledCharge).toMatchObject({ status: 'captured', capturedTokens: 9 });
    expect(commit.spends).toBe(0);
    expect(commit.answer).toMatchObject({
      capturedTokens: 9,
      releasedTokens: 11,
      balanceAfter: 91,
      isReplay: false,
    });
  });

  it('keeps nothing when nothing was delivered', () => {
    const commit = commitOf(decideWith(buildCaptureCommand({ quantity: 0 }), open));
    expect(commit.answer).toMatchObject({ capturedTokens: 0, releasedTokens: 20 });
    expect(commit.state.available).toBe(100);
  });

  it('keeps what was held for the quantity named, though prices have changed since', () => {
    const charge = buildCharge({ tokens: 13 });
    const decision = decideWith(buildCaptureCommand({ quantity: 100 }), { ...open, charge });
    expect(decision).toMatchObject({ kind: 'capture', answer: { capturedTokens: 13 } });
  });

  it('refuses more than was held', () => {
    expect(decideWith(buildCaptureCommand({ quantity: 101 }), open)).toEqual({
      kind: 'refuse',
      code: 'capture_above_hold',
      members: { held: 20 },
    });
  });

  it.each([-1, 0.5, Number.NaN, 1_000_000_001])('refuses the quantity %d', (quantity) => {
    const decision = decideWith(buildCaptureCommand({ quantity }), open);
    expect(decision).toMatchObject({ kind: 'refuse', code: 'amount_invalid' });
  });
});

describe('releasing', () => {
  it('gives all of a hold back, with the reason', () => {
    const commit = commitOf(decideWith(buildReleaseCommand({ reason: 'call failed' }), open));
    expect(commit.entries).toMatchObject([
      { kind: 'release', tokens: 20, balanceAfter: 100, reference: { reason: 'call failed' } },
    ]);
    expect(commit.state).toMatchObject({ available: 100, usedThisPeriod: 0 });
    expect(commit.settledCharge).toMatchObject({
      status: 'released',
      capturedTokens: 0,
      settledAt: later,
      settledBalanceAfter: 100,
    });
  });

  it('puts the tokens back where they came from, the last taken first', () => {
    const promo = { kind: 'promo' as const, grantedAt: testTime };
    const purchase = { kind: 'purchase' as const, grantedAt: testTime };
    const charge = buildCharge({
      slices: [
        { ...promo, tokens: 8 },
        { ...purchase, tokens: 12 },
      ],
    });
    const commit = commitOf(
      decideWith(buildCaptureCommand({ quantity: 30 }), {
        ...open,
        charge,
        stored: {
          kind: 'sound',
          state: buildState({ available: 3, buckets: [{ ...purchase, remaining: 3 }] }),
        },
      }),
    );
    expect(commit.state.buckets).toEqual([
      { ...purchase, remaining: 15 },
      { ...promo, remaining: 2 },
    ]);
  });

  it('does not count below nothing when the hold was taken in an earlier period', () => {
    const state = buildState({ available: 80, usedThisPeriod: 5 });
    const commit = commitOf(
      decideWith(buildReleaseCommand(), { ...open, stored: { kind: 'sound', state } }),
    );
    expect(commit.state.usedThisPeriod).toBe(0);
  });
});

describe('settling what is settled', () => {
  const kept = { status: 'captured', capturedTokens: 20, settledAt: later } as const;
  const part = { ...kept, capturedTokens: 9, settledBalanceAfter: 91 };
  const given = {
    ...kept,
    status: 'released',
    capturedTokens: 0,
    settledBalanceAfter: 100,
  } as const;
  const capture = buildCaptureCommand();
  const captureOf = (quantity: number) => buildCaptureCommand({ quantity });
  const release = buildReleaseCommand();

  it.each([
    ['a capture', capture, kept, { capturedTokens: 20, balanceAfter: null }],
    ['a capture by its quantity', captureOf(100), kept, { capturedTokens: 20 }],
    ['a partial capture', captureOf(41), part, { capturedTokens: 9, balanceAfter: 91 }],
    ['a release', release, given, { capturedTokens: 0, balanceAfter: 100 }],
  ])('answers %s again as the first time', (_, command, settled, answer) => {
    const charge = buildCharge({ ...settled, settledBy: 'an earlier call' });
    expect(decideWith(command, { charge })).toMatchObject({
      kind: 'answer',
      answer: { ...answer, isReplay: true },
    });
    const own = { ...charge, settledBy: 'this call' };
    expect(decideWith(command, { charge: own })).toMatchObject({
      answer: { ...answer, isReplay: false },
    });
  });

  it.each([
    ['a release after a capture', release, kept, 'hold_captured'],
    ['a release after a partial capture', release, part, 'hold_captured'],
    ['a smaller capture after a capture', captureOf(41), kept, 'hold_captured'],
    ['a capture after a partial one', capture, part, 'hold_captured'],
    ['a capture after a release', capture, given, 'hold_released'],
    ['a capture of nothing after a release', captureOf(0), given, 'hold_released'],
    ['a capture after expiry', capture, { status: 'expired' as const }, 'hold_expired'],
    ['a release after expiry', release, { status: 'expired' as const }, 'hold_expired'],
  ])('refuses %s', (_, command, settled, code) => {
    const charge = buildCharge(settled);
    expect(decideWith(command, { charge })).toMatchObject({ kind: 'refuse', code });
  });

  it.each([capture, release])('refuses a $kind of what is no hold', (command) => {
    for (const charge of [null, buildCharge({ kind: 'charge', status: 'captured' })]) {
      expect(decideWith(command, { charge })).toMatchObject({ code: 'hold_not_found' });
    }
  });
});
