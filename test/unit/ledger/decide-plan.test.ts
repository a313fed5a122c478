import { describe, expect, it } from 'vitest';
import type { PlanId } from '../../../shared/plans.ts';
import {
  buildChangePlanCommand,
  buildChargeCommand,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, movesOf, soundWith } from '../../support/ledger-decisions.ts';
import { createMemoryLedger } from '../../support/ledger-memory.ts';

const now = '2026-03-11T09:00:00.000Z';
const periodEnd = '2026-04-01T12:00:00.000Z';

describe('going up', () => {
  const commit = commitOf(decideWith(buildChangePlanCommand(), { ...soundWith(), now }));

  it('starts a period at once, with its tokens and what was left', () => {
    expect(movesOf(commit.entries)).toEqual([['grant', 500]]);
    expect(commit.entries[0]).toMatchObject({
      bucket: { kind: 'plan' },
      reference: { period: now, plan: 'starter', from: 'free' },
      createdAt: now,
    });
    expect(commit.state).toMatchObject({
      plan: 'starter',
      available: 600,
      rolledOver: 100,
      usedThisPeriod: 0,
      period: { anchor: now, number: 0 },
    });
    expect(commit.answer).toMatchObject({
      plan: 'starter',
      startsAt: now,
      tokens: 500,
      balanceAfter: 600,
      isReplay: false,
    });
  });

  it('keeps no more than the larger roll-over of the two plans', () => {
    const sound = soundWith({ plan: 'starter', available: 6_000 });
    const { entries, state } = commitOf(
      decideWith(buildChangePlanCommand({ plan: 'growth' }), { ...sound, now }),
    );
    expect(movesOf(entries)).toEqual([
      ['expiry', -1_000],
      ['grant', 2_000],
    ]);
    expect(state).toMatchObject({ available: 7_000, rolledOver: 5_000 });
  });

  it('answers word by word again for its key, and refuses the key for another plan', () => {
    const known = { record: commit.newRecord, writtenBy: 'another call' };
    expect(decideWith(buildChangePlanCommand(), known)).toEqual({
      kind: 'answer',
      answer: { ...commit.answer, isReplay: true },
    });
    const other = decideWith(buildChangePlanCommand({ plan: 'growth' }), known);
    expect(other).toMatchObject({ code: 'idempotency_key_reused' });
  });

  it('forgets a smaller plan that was chosen for the next period', () => {
    const sound = soundWith({ plan: 'starter', nextPlan: 'free', available: 500 });
    const { state } = commitOf(
      decideWith(buildChangePlanCommand({ plan: 'growth' }), { ...sound, now }),
    );
    expect(state).toMatchObject({ plan: 'growth', nextPlan: undefined });
  });
});

describe('going down', () => {
  const growth = { ...soundWith({ plan: 'growth', available: 1_500 }), now };
  const commit = commitOf(decideWith(buildChangePlanCommand({ plan: 'free' }), growth));

  it('waits for the period that is paid to end, and moves no token', () => {
    expect(commit.entries).toMatchObject([
      { kind: 'adjustment', tokens: 0, balanceAfter: 1_500, reference: { nextPlan: 'free' } },
    ]);
    expect(Object.is(commit.entries[0]?.tokens, 0)).toBe(true);
    expect(commit.state).toMatchObject({
      plan: 'growth',
      nextPlan: 'free',
      available: 1_500,
      period: { anchor: testTime, number: 0 },
    });
    expect(commit.answer).toMatchObject({ plan: 'free', startsAt: periodEnd, tokens: 0 });
  });

  it('then brings the smaller plan, with what the larger one let roll over', () => {
    const charge = buildChargeCommand({ quantity: 1 });
    const later = { stored: { kind: 'sound' as const, state: commit.state }, now: periodEnd };
    const { entries, state } = commitOf(decideWith(charge, later));
    expect(movesOf(entries)).toEqual([
      ['grant', 100],
      ['charge', -1],
    ]);
    expect(state).toMatchObject({ plan: 'free', available: 1_599, rolledOver: 1_500 });
    expect(state.nextPlan).toBeUndefined();
  });
});

describe('staying', () => {
  it('takes back the smaller plan that was chosen, and grants nothing', () => {
    const sound = { ...soundWith({ plan: 'growth', nextPlan: 'free', available: 900 }), now };
    const { entries, state } = commitOf(
      decideWith(buildChangePlanCommand({ plan: 'growth' }), sound),
    );
    expect(movesOf(entries)).toEqual([['adjustment', 0]]);
    expect(state).toMatchObject({ plan: 'growth', nextPlan: undefined, available: 900 });
  });

  it('makes no token where nothing was chosen before', () => {
    const { answer } = commitOf(decideWith(buildChangePlanCommand({ plan: 'free' }), { now }));
    expect(answer).toMatchObject({ plan: 'free', tokens: 0, balanceAfter: 100 });
  });
});

it('refuses any plan to an account that is frozen', () => {
  const frozen = soundWith({ frozen: { reason: 'drift', at: testTime } });
  for (const plan of ['free', 'starter'] as const) {
    const decision = decideWith(buildChangePlanCommand({ plan }), frozen);
    expect(decision).toMatchObject({ code: 'account_frozen' });
  }
});

describe('going back and forth', () => {
  /** The balance after a row of plan changes, one a day. */
  function balanceAfter(plans: readonly PlanId[]): number {
    const ledger = createMemoryLedger();
    for (const [day, plan] of plans.entries()) {
      const at = `2026-03-${String(day + 2).padStart(2, '0')}T12:00:00.000Z`;
      ledger.execute(buildChangePlanCommand({ plan, idempotencyKey: `change ${day}` }), at);
    }
    const { stored } = ledger.items();
    return stored.kind === 'sound' ? stored.state.available : -1;
  }

  it.each<[PlanId[], number]>([
    [['starter'], 600],
    [['starter', 'free', 'starter', 'free', 'starter'], 600],
    [['growth', 'starter', 'free', 'growth'], 2_100],
    [['growth', 'starter', 'growth', 'starter', 'growth'], 2_100],
    [['starter', 'growth', 'professional'], 10_100],
    [['professional', 'free', 'growth', 'professional'], 7_600],
  ])('%o within a period leaves %i tokens', (plans, tokens) => {
    expect(balanceAfter(plans)).toBe(tokens);
  });
});
