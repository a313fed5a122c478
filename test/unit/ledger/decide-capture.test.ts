import { describe, expect, it } from 'vitest';
import {
  buildCaptureCommand,
  buildCharge,
  buildState,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const later = '2026-03-01T12:05:00.000Z';
const open = {
  ...soundWith({ available: 80, usedThisPeriod: 20 }),
  charge: buildCharge(),
  now: later,
};

describe('capturing', () => {
  it('keeps all of a hold without touching the balance', () => {
    expect(decideWith(buildCaptureCommand(), open)).toEqual({
      kind: 'change charge',
      chargeChange: {
        from: open.charge,
        to: {
          ...open.charge,
          status: 'captured',
          capturedTokens: 20,
          settledAt: later,
          settledBy: 'this call',
          settledBalanceAfter: null,
        },
      },
      newRecord: undefined,
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

  it('still keeps it when its deadline has passed and nobody swept it', () => {
    const now = '2026-03-02T12:00:00.000Z';
    const decision = decideWith(buildCaptureCommand(), { ...open, now });
    expect(decision).toMatchObject({ kind: 'change charge', answer: { status: 'captured' } });
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
    expect(commit.chargeChange).toMatchObject({
      from: open.charge,
      to: { status: 'captured', capturedTokens: 9, lastSequence: 2, settledBalanceAfter: 91 },
    });
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
    expect(decision).toMatchObject({ kind: 'change charge', answer: { capturedTokens: 13 } });
  });

  it('goes on while the account is frozen', () => {
    const state = buildState({ available: 80, frozen: { reason: 'drift', at: testTime } });
    const frozen = { ...open, stored: { kind: 'sound' as const, state } };
    const commit = commitOf(decideWith(buildCaptureCommand({ quantity: 41 }), frozen));
    expect(commit.answer).toMatchObject({ capturedTokens: 9, balanceAfter: 91 });
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

describe('a capture of what is settled', () => {
  const kept = { status: 'captured', capturedTokens: 20, settledAt: later } as const;
  const part = { ...kept, capturedTokens: 9, settledBalanceAfter: 91 };
  const captureOf = (quantity: number) => buildCaptureCommand({ quantity });

  it.each([
    ['of all', buildCaptureCommand(), kept, { capturedTokens: 20, balanceAfter: null }],
    ['by its quantity', captureOf(100), kept, { capturedTokens: 20 }],
    ['of a part', captureOf(41), part, { capturedTokens: 9, balanceAfter: 91 }],
  ])('answers a capture %s again as the first time', (_, command, settled, answer) => {
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
    ['a smaller part after all', captureOf(41), kept, 'hold_captured'],
    ['all after a part', buildCaptureCommand(), part, 'hold_captured'],
    ['anything after a release', buildCaptureCommand(), { status: 'released' }, 'hold_released'],
    ['nothing after a release', captureOf(0), { status: 'released' }, 'hold_released'],
  ] as const)('refuses %s', (_, command, settled, code) => {
    const charge = buildCharge({ capturedTokens: 0, ...settled });
    expect(decideWith(command, { charge })).toMatchObject({ kind: 'refuse', code });
  });

  it('finds no hold where there is none, and none in a charge at once', () => {
    for (const charge of [null, buildCharge({ kind: 'charge', status: 'captured' })]) {
      const decision = decideWith(buildCaptureCommand(), { charge });
      expect(decision).toMatchObject({ code: 'hold_not_found' });
    }
  });
});
