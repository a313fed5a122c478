import { describe, expect, it } from 'vitest';
import type { ChargeRecord } from '../../../functions/ledger/account/charge-record.ts';
import { limits } from '../../../shared/limits.ts';
import { buildCharge, buildRefundCommand, testTime } from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const paid = (overrides: Partial<ChargeRecord> = {}) =>
  buildCharge({ kind: 'charge', status: 'captured', capturedTokens: 20, ...overrides });
const account = { available: 80, usedThisPeriod: 20 };
const refund = (tokens: number | undefined, charge: ChargeRecord | null = paid()) =>
  decideWith(buildRefundCommand({ chargeId: paid().chargeId, tokens }), {
    ...soundWith(account),
    charge,
  });

describe('refunding', () => {
  it('gives back all that was paid where no amount is named', () => {
    const commit = commitOf(refund(undefined));
    expect(commit.entries).toMatchObject([
      {
        kind: 'refund',
        tokens: 20,
        balanceAfter: 100,
        chargeId: paid().chargeId,
        service: 'business_collector',
        bucket: { kind: 'refund' },
        reference: { job: 'job-1', reason: 'not what was promised' },
        keyHash: commit.newRecord?.keyHash,
      },
    ]);
    expect(commit.chargeChange?.to).toEqual({ ...paid(), refundedTokens: 20, lastSequence: 2 });
    expect(commit.answer).toEqual({
      chargeId: paid().chargeId,
      refundedTokens: 20,
      sequence: 2,
      tokens: 20,
      balanceAfter: 100,
      createdAt: testTime,
      isReplay: false,
    });
  });

  it('puts the tokens where they never expire, whatever they were before', () => {
    const { state } = commitOf(refund(undefined));
    expect(state.buckets[1]).toEqual({ kind: 'refund', remaining: 20, grantedAt: testTime });
  });

  it('gives back a part, then what is left', () => {
    const part = commitOf(refund(6));
    expect(part.answer).toMatchObject({ tokens: 6, refundedTokens: 6, balanceAfter: 86 });
    const rest = commitOf(refund(undefined, part.chargeChange?.to));
    expect(rest.answer).toMatchObject({ tokens: 14, refundedTokens: 20 });
  });

  it.each([
    ['more than was paid', 21, paid(), 20],
    ['more than was kept of a hold', 10, paid({ kind: 'hold', capturedTokens: 9 }), 9],
    ['more than earlier refunds left', 15, paid({ refundedTokens: 6 }), 14],
    ['anything of what was refunded wholly', undefined, paid({ refundedTokens: 20 }), 0],
    ['anything of what was free', undefined, paid({ tokens: 0, capturedTokens: 0 }), 0],
  ])('refuses %s', (_, tokens, charge, refundable) => {
    expect(refund(tokens, charge)).toEqual({
      kind: 'refuse',
      code: 'refund_above_paid',
      members: { refundable },
    });
  });

  it.each(['open', 'released', 'expired', 'uncollected'] as const)(
    'refuses a charge that is %s: nothing was paid',
    (status) => {
      const charge = paid({ kind: 'hold', status, capturedTokens: 0 });
      expect(refund(undefined, charge)).toMatchObject({ code: 'charge_not_captured' });
    },
  );

  it('refuses a charge that does not exist', () => {
    expect(refund(undefined, null)).toMatchObject({ code: 'charge_not_found' });
  });

  it.each([0, -1, 0.5, Number.NaN])('refuses %d tokens', (tokens) => {
    expect(refund(tokens)).toMatchObject({ code: 'amount_invalid' });
  });

  it('refuses to fill a balance above its limit', () => {
    const full = soundWith({ available: limits.balanceTokens - 5 });
    const command = buildRefundCommand({ chargeId: paid().chargeId });
    expect(decideWith(command, { ...full, charge: paid() })).toMatchObject({
      code: 'amount_invalid',
    });
  });

  it('answers again for its key, and refuses the key for another amount or charge', () => {
    const first = commitOf(refund(6));
    const known = {
      charge: first.chargeChange?.to,
      record: first.newRecord,
      writtenBy: 'another call',
    };
    const { chargeId } = paid();
    const again = decideWith(buildRefundCommand({ chargeId, tokens: 6 }), known);
    expect(again).toEqual({ kind: 'answer', answer: { ...first.answer, isReplay: true } });
    for (const other of [{ chargeId, tokens: 7 }, { tokens: 6 }]) {
      const decision = decideWith(buildRefundCommand(other), known);
      expect(decision).toMatchObject({ code: 'idempotency_key_reused' });
    }
  });

  it('gives another part for another key', () => {
    const first = commitOf(refund(6));
    const other = buildRefundCommand({
      idempotencyKey: 'another',
      chargeId: paid().chargeId,
      tokens: 6,
    });
    const second = commitOf(decideWith(other, { charge: first.chargeChange?.to }));
    expect(second.answer).toMatchObject({ refundedTokens: 12, isReplay: false });
  });

  it('makes the use of the period less only where that period paid', () => {
    expect(commitOf(refund(6)).state.usedThisPeriod).toBe(14);
    const earlier = paid({ periodStart: '2026-02-01T12:00:00.000Z' });
    expect(commitOf(refund(6, earlier)).state.usedThisPeriod).toBe(20);
  });

  it('happens while the account is frozen', () => {
    const frozen = soundWith({ ...account, frozen: { reason: 'drift', at: testTime } });
    const command = buildRefundCommand({ chargeId: paid().chargeId });
    const commit = commitOf(decideWith(command, { ...frozen, charge: paid() }));
    expect(commit.state.available).toBe(100);
  });
});
