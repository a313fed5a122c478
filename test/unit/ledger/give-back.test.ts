import { describe, expect, it } from 'vitest';
import type { AccountState } from '../../../functions/ledger/account/account-state.ts';
import type { Slice } from '../../../functions/ledger/account/buckets.ts';
import {
  buildCaptureCommand,
  buildCharge,
  buildReleaseCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, movesOf, soundWith } from '../../support/ledger-decisions.ts';

/** In the period after the one that paid for the hold. */
const now = '2026-04-10T00:00:00.000Z';
const period = { anchor: testTime, number: 1 };
const start = '2026-04-01T12:00:00.000Z';

function releaseLate(state: Partial<AccountState>, slices?: Slice[]) {
  const charge = buildCharge(slices && { slices });
  const input = { ...soundWith({ period, version: 4, usedThisPeriod: 7, ...state }), charge, now };
  return commitOf(decideWith(buildReleaseCommand(), input));
}

describe('plan tokens that come back in a later period', () => {
  it('expire at once where the plan rolls nothing over', () => {
    const { entries, state } = releaseLate({ plan: 'free' });
    expect(movesOf(entries)).toEqual([
      ['release', 20],
      ['expiry', -20],
    ]);
    expect(entries[1]).toMatchObject({
      bucket: { kind: 'plan' },
      reference: { period: start, returned: buildCharge().chargeId },
      actor: 'system',
      createdAt: now,
    });
    expect(entries[1]?.chargeId).toBeUndefined();
    expect(state).toMatchObject({ available: 100, rolledOver: 0 });
  });

  it.each([
    ['starter', 0, 20, 20],
    ['starter', 980, 20, 1_000],
    ['starter', 985, 15, 1_000],
    ['starter', 1_000, 0, 1_000],
    ['growth', 4_999, 1, 5_000],
    ['professional', 80_000, 20, 80_020],
  ] as const)('on %s with %i rolled over: %i stay', (plan, rolledOver, kept, after) => {
    const { entries, state } = releaseLate({ plan, rolledOver });
    expect(state).toMatchObject({ available: 100 + kept, rolledOver: after });
    expect(entries.map(({ kind }) => kind)).toEqual(
      kept < 20 ? ['release', 'expiry'] : ['release'],
    );
  });

  it('leave the room of later returns as it is', () => {
    const first = releaseLate({ plan: 'starter', rolledOver: 970 });
    expect(first.state.rolledOver).toBe(990);
    const second = releaseLate(first.state);
    expect(second.state).toMatchObject({ rolledOver: 1_000, available: 130 });
  });

  it('do not count as less used in this period', () => {
    expect(releaseLate({ plan: 'starter' }).state.usedThisPeriod).toBe(7);
    expect(releaseLate({ plan: 'free' }).state.usedThisPeriod).toBe(7);
  });

  it('answer with the balance that is there in the end', () => {
    const commit = releaseLate({ plan: 'free' });
    expect(commit.answer).toMatchObject({ releasedTokens: 20, balanceAfter: 100 });
    expect(commit.chargeChange?.to).toMatchObject({ lastSequence: 5, settledBalanceAfter: 100 });
  });

  it('are only those that were not captured', () => {
    const input = { ...soundWith({ period, version: 4 }), charge: buildCharge(), now };
    const commit = commitOf(decideWith(buildCaptureCommand({ quantity: 50 }), input));
    expect(movesOf(commit.entries)).toEqual([
      ['release', 10],
      ['expiry', -10],
    ]);
  });

  it('stay where they joined another bucket for want of room', () => {
    const buckets = Array.from({ length: 16 }, (_, day) => ({
      kind: 'purchase' as const,
      remaining: 10,
      grantedAt: testTime,
      expiresAt: `2027-03-${String(day + 10)}T00:00:00.000Z`,
    }));
    const { entries, state } = releaseLate({ available: 160, buckets });
    expect(movesOf(entries)).toEqual([['release', 20]]);
    expect(state.buckets.at(-1)).toMatchObject({ kind: 'purchase', remaining: 30 });
  });
});

describe('tokens of other buckets that come back', () => {
  const grantedAt = testTime;
  const gone = '2026-04-09T00:00:00.000Z';
  const ahead = '2026-05-01T00:00:00.000Z';

  it('expire at once where their bucket has expired', () => {
    const slices = [{ kind: 'promo' as const, tokens: 20, grantedAt, expiresAt: gone }];
    const { entries, state } = releaseLate({ plan: 'starter' }, slices);
    expect(movesOf(entries)).toEqual([
      ['release', 20],
      ['expiry', -20],
    ]);
    expect(entries[1]).toMatchObject({ bucket: { kind: 'promo', expiresAt: gone } });
    expect(state).toMatchObject({ available: 100, rolledOver: 0 });
    expect(state.buckets).toHaveLength(1);
  });

  it('live on where it has not, whatever the period', () => {
    const slices = [
      { kind: 'promo' as const, tokens: 5, grantedAt, expiresAt: ahead },
      { kind: 'purchase' as const, tokens: 15, grantedAt },
    ];
    const { entries, state } = releaseLate({ plan: 'free' }, slices);
    expect(movesOf(entries)).toEqual([['release', 20]]);
    expect(state.available).toBe(120);
  });

  it('part ways with plan tokens of the same hold', () => {
    const slices = [
      { kind: 'plan' as const, tokens: 12, grantedAt },
      { kind: 'promo' as const, tokens: 5, grantedAt, expiresAt: gone },
      { kind: 'purchase' as const, tokens: 3, grantedAt },
    ];
    const { entries, state } = releaseLate({ plan: 'free' }, slices);
    expect(movesOf(entries)).toEqual([
      ['release', 20],
      ['expiry', -12],
      ['expiry', -5],
    ]);
    expect(state.available).toBe(103);
  });
});

it('settles the new period before it gives the hold of the old one back', () => {
  const input = { ...soundWith({ available: 80, usedThisPeriod: 20 }), charge: buildCharge(), now };
  const { entries, state } = commitOf(decideWith(buildReleaseCommand(), input));
  expect(movesOf(entries)).toEqual([
    ['expiry', -80],
    ['grant', 100],
    ['release', 20],
    ['expiry', -20],
  ]);
  expect(state).toMatchObject({ available: 100, usedThisPeriod: 0 });
});
