import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import { buildGrantCommand, buildState, testTime } from '../../support/ledger-builders.ts';
import { commitOf, decideWith } from '../../support/ledger-decisions.ts';

const expiresAt = '2027-03-01T12:00:00.000Z';

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
        reference: { bucket: 'purchase', payment: 'pay_1' },
      },
    ]);
    expect(commit.spends).toBe(0);
  });

  it('records the answer for ever under the hash of its key', () => {
    expect(commit.newRecord).toMatchObject({ sequence: 2, tokens: 500, balanceAfter: 600 });
    const again = decideWith(command, { record: commit.newRecord, writtenBy: 'another call' });
    expect(again).toEqual({ kind: 'answer', answer: { ...commit.answer, isReplay: true } });
    const own = decideWith(command, { record: commit.newRecord });
    expect(own).toEqual({ kind: 'answer', answer: commit.answer });
  });

  it('refuses the key of another grant', () => {
    const other = buildGrantCommand({ expiresAt, tokens: 501 });
    expect(decideWith(other, { record: commit.newRecord })).toMatchObject({
      code: 'idempotency_key_reused',
    });
  });

  it.each([0, -1, 0.5, Number.NaN, limits.tokensPerCommand + 1])('refuses %d tokens', (tokens) => {
    const decision = decideWith(buildGrantCommand({ tokens }));
    expect(decision).toMatchObject({ kind: 'refuse', code: 'amount_invalid' });
  });

  it('fills a balance up to its limit and no further', () => {
    const state = buildState({ available: limits.balanceTokens - 5 });
    const stored = { kind: 'sound' as const, state };
    const filled = commitOf(decideWith(buildGrantCommand({ tokens: 5 }), { stored }));
    expect(filled.state.available).toBe(limits.balanceTokens);
    expect(decideWith(buildGrantCommand({ tokens: 6 }), { stored })).toEqual({
      kind: 'refuse',
      code: 'amount_invalid',
      members: { largestBalance: limits.balanceTokens },
    });
  });
});
