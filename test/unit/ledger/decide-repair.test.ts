import { describe, expect, it } from 'vitest';
import { accountStateSchema } from '../../../functions/ledger/account/account-state.ts';
import type { RepairCommand } from '../../../functions/ledger/commands.ts';
import {
  buildChargeCommand,
  buildEntry,
  buildState,
  testAccountId,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const bucket = { kind: 'plan' as const, grantedAt: testTime };
const lastEntry = buildEntry({ sequence: 7, kind: 'charge', tokens: -3, balanceAfter: 42 });
const repair: RepairCommand = {
  kind: 'repair',
  accountId: testAccountId,
  actor: 'system:auditor',
  proven: {
    version: 7,
    lastHash: lastEntry.hash,
    buckets: [{ ...bucket, remaining: 42 }],
    usedThisPeriod: 58,
  },
};
/** A state that somebody made richer. */
const rich = { version: 7, available: 999, lastHash: 'forged', rolledOver: 5 };

describe('a state that contradicts its entries', () => {
  const commit = commitOf(decideWith(repair, soundWith(rich)));

  it('is replaced by what all entries add up to', () => {
    expect(commit.state).toMatchObject({
      version: 8,
      available: 42,
      usedThisPeriod: 58,
      buckets: [{ kind: 'plan', remaining: 42 }],
    });
    expect(accountStateSchema.safeParse(commit.state).success).toBe(true);
    expect(commit.answer).toEqual({ accountId: testAccountId, available: 42, isReplay: false });
  });

  it('keeps what the entries do not tell', () => {
    expect(commit.state).toMatchObject({ plan: 'free', rolledOver: 5, openedAt: testTime });
  });

  it('gets an entry that continues the chain and says what was found', () => {
    expect(commit.entries).toMatchObject([
      {
        sequence: 8,
        kind: 'adjustment',
        tokens: 0,
        balanceAfter: 42,
        previousHash: lastEntry.hash,
        reference: { restored: 'from all entries', found: '999' },
        actor: 'system:auditor',
      },
    ]);
  });

  it('is corrected before time is settled on it', () => {
    const late = commitOf(
      decideWith(repair, { ...soundWith(rich), now: '2027-03-01T12:00:00.000Z' }),
    );
    expect(late.entries).toHaveLength(1);
    expect(late.state.period).toEqual(buildState().period);
  });

  it('can be charged again, by what it is worth', () => {
    const stored = { kind: 'sound' as const, state: commit.state };
    expect(decideWith(buildChargeCommand({ quantity: 43 }), { stored })).toMatchObject({
      code: 'insufficient_tokens',
    });
  });
});

it('restores a state that is lost or damaged from the same proof', () => {
  for (const stored of [
    { kind: 'absent' as const },
    { kind: 'broken' as const, found: 'null', item: { available: null, version: 7 } },
  ]) {
    const { state, entries } = commitOf(decideWith(repair, { stored, lastEntry }));
    expect(state).toMatchObject({ version: 8, available: 42, usedThisPeriod: 58 });
    expect(entries).toMatchObject([{ sequence: 8, reference: { found: stored.kind } }]);
  }
});

it.each([
  ['that has moved on since the audit', soundWith({ ...rich, version: 8 }), 999],
  ['of which nothing is left', { stored: { kind: 'absent' as const } }, 0],
])('leaves an account alone %s', (_, input, available) => {
  expect(decideWith(repair, input)).toEqual({
    kind: 'answer',
    answer: { accountId: testAccountId, available, isReplay: true },
  });
});
