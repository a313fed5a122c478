import { describe, expect, it } from 'vitest';
import type { FreezeCommand } from '../../../functions/ledger/commands.ts';
import {
  buildChargeCommand,
  buildGrantCommand,
  testAccountId,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const command = (kind: FreezeCommand['kind']): FreezeCommand => ({
  kind,
  accountId: testAccountId,
  actor: 'system:auditor',
  reason: 'entry 4 was changed',
});
const frozen = soundWith({ frozen: { reason: 'entry 4 was changed', at: testTime } });

describe('freezing', () => {
  it('marks the account, with an entry that says why', () => {
    const { state, entries, answer } = commitOf(decideWith(command('freeze')));
    expect(state.frozen).toEqual({ reason: 'entry 4 was changed', at: testTime });
    expect(entries).toMatchObject([
      {
        kind: 'adjustment',
        tokens: 0,
        balanceAfter: 100,
        reference: { frozen: 'entry 4 was changed' },
        actor: 'system:auditor',
      },
    ]);
    expect(answer).toEqual({ isFrozen: true, isReplay: false });
  });

  it('leaves a balance that tokens can still come into', () => {
    const commit = commitOf(decideWith(buildGrantCommand(), frozen));
    expect(commit.state).toMatchObject({ available: 600, frozen: { at: testTime } });
  });
});

describe('unfreezing', () => {
  const commit = commitOf(decideWith(command('unfreeze'), frozen));

  it('lets the account spend again, with an entry that says why', () => {
    expect(commit.state.frozen).toBeUndefined();
    expect(commit.entries).toMatchObject([
      { kind: 'adjustment', tokens: 0, reference: { unfrozen: 'entry 4 was changed' } },
    ]);
    const charge = decideWith(buildChargeCommand(), {
      stored: { kind: 'sound', state: commit.state },
    });
    expect(charge).toMatchObject({ kind: 'commit', answer: { balanceAfter: 99 } });
  });
});

it.each([
  ['freeze', frozen, true],
  ['unfreeze', soundWith(), false],
] as const)('changes nothing by a second %s', (kind, sound, isFrozen) => {
  expect(decideWith(command(kind), sound)).toEqual({
    kind: 'answer',
    answer: { isFrozen, isReplay: true },
  });
});
