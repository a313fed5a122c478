import { describe, expect, it } from 'vitest';
import {
  accountStateSchema,
  readStoredState,
} from '../../../functions/ledger/account/account-state.ts';
import { hashOfEntry } from '../../../functions/ledger/account/entry.ts';
import { soundDraft } from '../../../functions/ledger/decide/repair.ts';
import {
  buildChargeCommand,
  buildEntry,
  buildGrantCommand,
  buildState,
  testAccountId,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, movesOf } from '../../support/ledger-decisions.ts';

const lastEntry = buildEntry({ sequence: 7, tokens: -3, balanceAfter: 42, kind: 'charge' });
const damaged = (damage: Record<string, unknown>) =>
  readStoredState({ ...buildState({ version: 7, available: 42 }), ...damage });
const repair = (damage: Record<string, unknown>) =>
  soundDraft(damaged(damage), lastEntry, testAccountId, testTime);
const open = { kind: 'open', accountId: testAccountId, actor: 'system' } as const;

describe('a balance without a single entry', () => {
  it.each([
    ['absent', undefined],
    ['absent', {}],
    ['null', { available: null }],
    ['string', { available: '250' }],
    ['fraction', { available: 0.5 }],
    ['negative', { available: -3 }],
    ['inconsistent', { available: 250 }],
  ])('that is %s is opened with the 100 tokens of the free plan: %o', (found, item) => {
    const draft = soundDraft(readStoredState(item), null, testAccountId, testTime);
    expect(draft.repair).toEqual({ found, opened: 100 });
    expect(draft.entries).toMatchObject([
      {
        sequence: 1,
        kind: 'grant',
        tokens: 100,
        balanceAfter: 100,
        actor: 'system',
        reference: { opening: 'free', found },
        previousHash: '',
      },
    ]);
    expect(draft.state).toEqual(
      buildState({
        accountId: testAccountId,
        lastHash: draft.entries[0]?.hash,
      }),
    );
  });

  it.each([
    ['starter', 500],
    ['professional', 7_500],
    ['no such plan', 100],
  ])('is opened with the tokens of its plan: %s, %i', (plan, opened) => {
    const draft = soundDraft(readStoredState({ plan }), null, testAccountId, testTime);
    expect(draft.state.available).toBe(opened);
    expect(draft.repair).toEqual({ found: 'absent', opened });
  });
});

describe('a damaged balance with entries', () => {
  it.each([
    ['absent', { available: undefined }],
    ['null', { available: null }],
    ['string', { available: 'NaN' }],
    ['fraction', { available: 41.5 }],
    ['negative', { available: -42 }],
    ['wrong type', { available: [] }],
    ['inconsistent', { available: 43 }],
  ])('that is %s is restored from the last entry', (found, damage) => {
    const draft = repair(damage);
    expect(draft.repair).toEqual({ found, opened: null });
    expect(draft.entries).toMatchObject([
      {
        sequence: 8,
        kind: 'adjustment',
        tokens: 0,
        balanceAfter: 42,
        actor: 'system',
        reference: { repair: 'restored from the last entry', found },
        previousHash: lastEntry.hash,
      },
    ]);
    expect(draft.state).toMatchObject({ version: 8, available: 42 });
    expect(accountStateSchema.safeParse(draft.state).success).toBe(true);
  });

  it('keeps what is still good in the state', () => {
    const kept = {
      usedThisPeriod: 58,
      buckets: [{ kind: 'purchase', remaining: 42, grantedAt: testTime }],
      plan: 'growth',
      period: { anchor: '2026-02-10T00:00:00.000Z', number: 0 },
      nextPlan: 'starter',
      rolledOver: 12,
      alertedLevel: 'empty',
      frozen: { reason: 'drift', at: testTime },
      openedAt: '2025-11-10T00:00:00.000Z',
    };
    expect(repair({ ...kept, available: null }).state).toMatchObject(kept);
  });

  it('replaces what is not', () => {
    const bad = {
      usedThisPeriod: -1,
      buckets: 'none',
      plan: 9,
      period: null,
      alertedLevel: 'red',
      openedAt: 'once',
    };
    expect(repair({ ...bad, available: null }).state).toMatchObject({
      usedThisPeriod: 0,
      // Of unknown origin, so it never expires.
      buckets: [{ kind: 'refund', remaining: 42 }],
      plan: 'free',
      period: { anchor: testTime, number: 0 },
      alertedLevel: 'ok',
      openedAt: testTime,
    });
  });

  it('is restored when the whole state is gone', () => {
    const draft = soundDraft({ kind: 'absent' }, lastEntry, testAccountId, testTime);
    expect(draft.state).toMatchObject({ version: 8, available: 42 });
  });

  it('takes plan and period from the entry that began the period where the state has neither', () => {
    const start = '2026-02-20T00:00:00.000Z';
    const periodEntry = buildEntry({ reference: { period: start, plan: 'growth' }, sequence: 4 });
    const { state } = soundDraft(
      { kind: 'absent' },
      lastEntry,
      testAccountId,
      testTime,
      periodEntry,
    );
    expect(state).toMatchObject({ plan: 'growth', period: { anchor: start, number: 0 } });
  });

  it('takes the first period from the opening', () => {
    const periodEntry = buildEntry({ createdAt: '2026-02-25T00:00:00.000Z' });
    const { state } = soundDraft(
      { kind: 'absent' },
      lastEntry,
      testAccountId,
      testTime,
      periodEntry,
    );
    expect(state).toMatchObject({
      plan: 'free',
      period: { anchor: '2026-02-25T00:00:00.000Z', number: 0 },
    });
  });
});

describe('a command that meets the damage', () => {
  const absent = { stored: { kind: 'absent' } } as const;

  it('commits the opening together with its own entry', () => {
    const commit = commitOf(decideWith(buildChargeCommand(), absent));
    expect(commit.entries.map((entry) => [entry.sequence, entry.kind, entry.balanceAfter])).toEqual(
      [
        [1, 'grant', 100],
        [2, 'charge', 99],
      ],
    );
    const [opening, charge] = commit.entries;
    expect(charge?.previousHash).toBe(opening && hashOfEntry(opening));
    expect(commit.answer).toMatchObject({ balanceBefore: 100, balanceAfter: 99 });
  });

  it('adds a grant to what the opening gives', () => {
    const commit = commitOf(decideWith(buildGrantCommand(), absent));
    expect(commit.answer).toMatchObject({ balanceAfter: 600, sequence: 2 });
  });

  it('settles the time since the last period of a restored balance', () => {
    const periodEntry = buildEntry({ createdAt: '2026-01-15T00:00:00.000Z' });
    const commit = commitOf(
      decideWith(buildChargeCommand(), { ...absent, lastEntry, periodEntry, now: testTime }),
    );
    expect(movesOf(commit.entries)).toEqual([
      ['adjustment', 0],
      ['grant', 100],
      ['charge', -1],
    ]);
    expect(commit.state.period).toEqual({ anchor: '2026-01-15T00:00:00.000Z', number: 1 });
  });

  it('opens nothing when it is refused', () => {
    const decision = decideWith(buildChargeCommand({ quantity: 101 }), absent);
    expect(decision).toMatchObject({ kind: 'refuse', members: { available: 100 } });
  });

  it('opens an account once', () => {
    const commit = commitOf(decideWith(open, absent));
    expect(commit.answer).toEqual({ accountId: testAccountId, available: 100, isReplay: false });
    expect(decideWith(open, { stored: { kind: 'sound', state: commit.state } })).toEqual({
      kind: 'answer',
      answer: { accountId: testAccountId, available: 100, isReplay: true },
    });
  });
});
