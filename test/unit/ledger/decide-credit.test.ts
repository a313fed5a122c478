import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { buildAdjustCommand, buildGrantCommand, testTime } from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const expiresAt = '2027-03-01T12:00:00.000Z';
const notAmounts = [0, 0.5, Number.NaN, limits.tokensPerCommand + 1];

describe('granting', () => {
  const command = buildGrantCommand({ expiresAt, reference: { payment: 'pay_1' } });
  const commit = commitOf(decideWith(command));

  it('adds the tokens as a bucket of their own, with their expiry', () => {
    expect(commit.state).toMatchObject({ version: 2, available: 600, usedThisPeriod: 0 });
    expect(commit.state.buckets).toEqual([
      { kind: 'plan', remaining: 100, grantedAt: testTime },
      { kind: 'purchase', remaining: 500, grantedAt: testTime, expiresAt },
    ]);
    expect(commit.entries).toMatchObject([
      {
        kind: 'grant',
        tokens: 500,
        balanceAfter: 600,
        actor: 'user:ada',
        bucket: { kind: 'purchase', expiresAt },
        reference: { payment: 'pay_1' },
        keyHash: commit.newRecord?.keyHash,
      },
    ]);
  });

  it('records the answer for ever under the hash of its key', () => {
    expect(commit.newRecord).toMatchObject({
      sequence: 2,
      answer: { sequence: 2, tokens: 500, balanceAfter: 600, createdAt: testTime },
    });
    const again = decideWith(command, { record: commit.newRecord, writtenBy: 'another call' });
    expect(again).toEqual({ kind: 'answer', answer: { ...commit.answer, isReplay: true } });
    const own = decideWith(command, { record: commit.newRecord });
    expect(own).toEqual({ kind: 'answer', answer: commit.answer });
  });

  it('answers again when its tokens have long expired', () => {
    const known = { record: commit.newRecord, writtenBy: 'another call', now: expiresAt };
    expect(decideWith(command, known)).toMatchObject({ answer: { isReplay: true } });
  });

  it('refuses the key of another grant', () => {
    const other = buildGrantCommand({ expiresAt, tokens: 501 });
    expect(decideWith(other, { record: commit.newRecord })).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it.each([...notAmounts, -1])('refuses %d tokens', (tokens) => {
    const decision = decideWith(buildGrantCommand({ tokens }));
    expect(decision).toMatchObject({ kind: 'refuse', code: 'amount_invalid' });
  });

  it.each([
    ['that expire at this moment', { expiresAt: testTime }],
    ['that expired before', { expiresAt: '2026-03-01T11:59:59.999Z' }],
    ['of a plan with an expiry of their own', { expiresAt, bucket: 'plan' as const }],
  ])('refuses tokens %s', (_, grant) => {
    expect(decideWith(buildGrantCommand(grant))).toMatchObject({ code: 'amount_invalid' });
  });

  it('takes equal times in another spelling for one bucket', () => {
    const first = buildGrantCommand({ expiresAt: '2027-03-01T13:00:00+01:00' });
    const { state } = commitOf(decideWith(first));
    const second = buildGrantCommand({ idempotencyKey: 'second', expiresAt });
    const after = commitOf(decideWith(second, { stored: { kind: 'sound', state } }));
    expect(after.state.buckets).toHaveLength(2);
    expect(after.state.buckets[1]).toMatchObject({ remaining: 1_000, expiresAt });
  });

  it('fills a balance up to its limit and no further', () => {
    const full = soundWith({ available: limits.balanceTokens - 5 });
    const filled = commitOf(decideWith(buildGrantCommand({ tokens: 5 }), full));
    expect(filled.state.available).toBe(limits.balanceTokens);
    expect(decideWith(buildGrantCommand({ tokens: 6 }), full)).toEqual({
      kind: 'refuse',
      code: 'amount_invalid',
      members: { largestBalance: limits.balanceTokens },
    });
  });
});

describe('adjusting', () => {
  it('adds what never expires, with the reason and who did it', () => {
    const commit = commitOf(decideWith(buildAdjustCommand({ actor: 'user:operator' })));
    expect(commit.entries).toMatchObject([
      {
        kind: 'adjustment',
        tokens: 7,
        balanceAfter: 107,
        bucket: { kind: 'refund' },
        reference: { reason: 'counted twice' },
        actor: 'user:operator',
      },
    ]);
    expect(commit.state.buckets[1]).toEqual({ kind: 'refund', remaining: 7, grantedAt: testTime });
    expect(commit.answer).toMatchObject({ tokens: 7, balanceAfter: 107, isReplay: false });
  });

  it('takes in the order of spending, and counts it as no use', () => {
    const buckets = [
      { kind: 'purchase' as const, remaining: 5, grantedAt: testTime },
      { kind: 'plan' as const, remaining: 10, grantedAt: testTime },
    ];
    const command = buildAdjustCommand({ tokens: -12 });
    const { state, entries } = commitOf(decideWith(command, soundWith({ available: 15, buckets })));
    expect(entries).toMatchObject([{ tokens: -12, balanceAfter: 3 }]);
    expect(entries[0]?.bucket).toBeUndefined();
    expect(state).toMatchObject({
      usedThisPeriod: 0,
      buckets: [{ kind: 'purchase', remaining: 3 }],
    });
  });

  it('takes a balance down to nothing and never below', () => {
    expect(commitOf(decideWith(buildAdjustCommand({ tokens: -100 }))).state.available).toBe(0);
    expect(decideWith(buildAdjustCommand({ tokens: -101 }))).toEqual({
      kind: 'refuse',
      code: 'insufficient_tokens',
      members: { required: 101, available: 100 },
    });
  });

  it('is stopped neither by a freeze nor by its own repetition', () => {
    const frozen = soundWith({ frozen: { reason: 'drift', at: testTime } });
    const commit = commitOf(decideWith(buildAdjustCommand(), frozen));
    const again = { record: commit.newRecord, writtenBy: 'another call' };
    expect(decideWith(buildAdjustCommand(), again)).toEqual({
      kind: 'answer',
      answer: { ...commit.answer, isReplay: true },
    });
    expect(decideWith(buildAdjustCommand({ tokens: 8 }), again)).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it.each([...notAmounts, -0.5])('refuses %d tokens', (tokens) => {
    expect(decideWith(buildAdjustCommand({ tokens }))).toMatchObject({ code: 'amount_invalid' });
  });
});
