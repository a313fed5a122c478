import { describe, expect, it } from 'vitest';
import { settleDue } from '../../../functions/ledger/decide/settle-due.ts';
import type { AccountState } from '../../../functions/ledger/account/account-state.ts';
import { buildState, testTime } from '../../support/ledger-builders.ts';
import { movesOf } from '../../support/ledger-decisions.ts';

const draftOf = (overrides: Partial<AccountState> = {}) => ({
  state: buildState(overrides),
  entries: [],
  repair: null,
});
const settle = (now: string, overrides: Partial<AccountState> = {}) =>
  settleDue(draftOf(overrides), now);

const firstEnd = '2026-04-01T12:00:00.000Z';
const promo = (remaining: number, expiresAt: string) => ({
  kind: 'promo' as const,
  remaining,
  expiresAt,
  grantedAt: testTime,
});
const plan = (remaining: number) => ({ kind: 'plan' as const, remaining, grantedAt: testTime });

describe('a bucket', () => {
  const expiresAt = '2026-03-10T00:00:00.000Z';
  const holding = { available: 130, buckets: [plan(100), promo(30, expiresAt)] };

  it('expires at its very time, with an entry of that time and of that bucket', () => {
    const { state, entries, isSettled } = settle('2026-03-20T00:00:00.000Z', holding);
    expect(isSettled).toBe(true);
    expect(entries).toMatchObject([
      {
        kind: 'expiry',
        tokens: -30,
        balanceAfter: 100,
        bucket: { kind: 'promo', expiresAt },
        actor: 'system',
        createdAt: expiresAt,
      },
    ]);
    expect(state.buckets).toEqual([plan(100)]);
    expect(state.usedThisPeriod).toBe(0);
  });

  it.each([
    ['a moment before', '2026-03-09T23:59:59.999Z', 0],
    ['at that moment', expiresAt, 1],
  ])('is there until it expires: %s', (_, now, count) => {
    expect(settle(now, holding).entries).toHaveLength(count);
  });

  it('expires after those that expire before it', () => {
    const buckets = [promo(5, '2026-03-12T00:00:00.000Z'), promo(7, expiresAt), plan(100)];
    const { entries } = settle('2026-03-20T00:00:00.000Z', { available: 112, buckets });
    expect(movesOf(entries)).toEqual([
      ['expiry', -7],
      ['expiry', -5],
    ]);
  });

  it('that lives to the end of the period goes before the period does', () => {
    const buckets = [plan(10), promo(30, firstEnd)];
    const { entries } = settle(firstEnd, { available: 40, buckets });
    expect(movesOf(entries)).toEqual([
      ['expiry', -30],
      ['expiry', -10],
      ['grant', 100],
    ]);
    expect(entries.map(({ bucket }) => bucket?.kind)).toEqual(['promo', 'plan', 'plan']);
  });

  it('that never expires outlives every period', () => {
    const buckets = [{ ...plan(50), kind: 'purchase' as const }];
    const { state } = settle('2036-03-01T12:00:00.000Z', { available: 50, buckets });
    expect(state.buckets).toContainEqual({ ...buckets[0] });
  });
});

describe('a period', () => {
  it('ends when its last moment is over and not before', () => {
    expect(settle('2026-04-01T11:59:59.999Z').entries).toEqual([]);
    const { state, entries } = settle(firstEnd, { usedThisPeriod: 30 });
    expect(movesOf(entries)).toEqual([
      ['expiry', -100],
      ['grant', 100],
    ]);
    expect(state).toMatchObject({
      available: 100,
      usedThisPeriod: 0,
      rolledOver: 0,
      period: { anchor: testTime, number: 1 },
      updatedAt: firstEnd,
    });
  });

  it('says in its entries which one it is', () => {
    const [expiry, grant] = settle('2026-04-20T00:00:00.000Z').entries;
    expect(expiry).toMatchObject({ reference: { period: firstEnd }, createdAt: firstEnd });
    expect(grant).toMatchObject({
      reference: { period: firstEnd, plan: 'free' },
      bucket: { kind: 'plan' },
      actor: 'system',
      createdAt: firstEnd,
    });
  });

  it('has no expiry when nothing was left', () => {
    const { entries } = settle(firstEnd, { available: 0, alertedLevel: 'empty' });
    expect(movesOf(entries)).toEqual([['grant', 100]]);
  });

  it('brings the plan that was chosen for it', () => {
    const { state, entries } = settle(firstEnd, { plan: 'growth', nextPlan: 'starter' });
    expect(entries.at(-1)).toMatchObject({ tokens: 500, reference: { plan: 'starter' } });
    expect(state).toMatchObject({ plan: 'starter', nextPlan: undefined });
  });

  it('is entered no earlier than the entry before it, where a clock was ahead', () => {
    const updatedAt = '2026-04-01T12:00:05.000Z';
    const { entries } = settle('2026-04-01T12:00:06.000Z', { updatedAt });
    expect(entries.map(({ createdAt }) => createdAt)).toEqual([updatedAt, updatedAt]);
  });
});

describe('time that nobody settled', () => {
  it('is settled month by month, each at its own time', () => {
    const now = '2026-12-31T00:00:00.000Z';
    const { entries, state } = settle(now, { plan: 'starter', available: 500 });
    const grants = entries.filter(({ kind }) => kind === 'grant');
    expect(grants.map(({ createdAt }) => createdAt.slice(0, 10))).toEqual([
      '2026-04-01',
      '2026-05-01',
      '2026-06-01',
      '2026-07-01',
      '2026-08-01',
      '2026-09-01',
      '2026-10-01',
      '2026-11-01',
      '2026-12-01',
    ]);
    // 1,000 rolled over and the month's 500.
    expect(state).toMatchObject({ available: 1_500, rolledOver: 1_000, period: { number: 9 } });
  });

  it('is settled in parts where it is more than one commit may write', () => {
    const now = '2036-03-01T12:00:00.000Z';
    let draft: ReturnType<typeof settleDue> = { ...draftOf(), isSettled: false };
    const sizes: number[] = [];
    while (!draft.isSettled) {
      const before = draft.entries.length;
      draft = settleDue(draft, now);
      sizes.push(draft.entries.length - before);
    }
    expect(sizes).toEqual([40, 40, 40, 40, 40, 40]);
    expect(draft.state).toMatchObject({ available: 100, version: 241, period: { number: 120 } });
    expect(draft.entries).toEqual(settleDue(draftOf(), now, 2_000).entries);
  });
});
