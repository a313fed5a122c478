import { describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../../functions/ledger/commands.ts';
import { buildChargeCommand, testTime } from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const command = buildChargeCommand({ isAfterTheFact: true, reference: { call: 'c1' } });
const poor = { ...soundWith({ available: 4 }) };
const dear = { ...command, service: 'social_post' };

describe('a charge for work that is done already', () => {
  it('is paid like any other where the balance covers it', () => {
    const commit = commitOf(decideWith(command));
    expect(commit.entries).toMatchObject([{ kind: 'charge', tokens: -1, balanceAfter: 99 }]);
    expect(commit.newCharge).toMatchObject({ status: 'captured', capturedTokens: 1 });
  });

  it('is recorded as uncollected, and takes nothing, where it does not', () => {
    const commit = commitOf(decideWith(dear, poor));
    expect(commit.entries).toMatchObject([
      {
        kind: 'uncollected',
        tokens: 0,
        balanceAfter: 4,
        service: 'social_post',
        quantity: 1,
        reference: { call: 'c1', owed: 10 },
      },
    ]);
    expect(commit.newCharge).toMatchObject({
      kind: 'charge',
      status: 'uncollected',
      tokens: 0,
      slices: [],
      capturedTokens: 0,
      uncollectedTokens: 10,
      reference: { call: 'c1' },
    });
    expect(commit.answer).toMatchObject({ status: 'uncollected', tokens: 0, balanceAfter: 4 });
    expect(commit.state).toMatchObject({ available: 4, usedThisPeriod: 0, version: 2 });
  });

  it('is uncollected too where the account is frozen', () => {
    const frozen = soundWith({ frozen: { reason: 'drift', at: testTime } });
    const commit = commitOf(decideWith(command, frozen));
    expect(commit.answer).toMatchObject({ status: 'uncollected', balanceAfter: 100 });
    expect(commit.entries).toMatchObject([{ kind: 'uncollected', reference: { owed: 1 } }]);
  });

  it('stays uncollected when it is sent again, even with tokens to pay it', () => {
    const charge = commitOf(decideWith(dear, poor)).newCharge;
    const again = decideWith(dear, { charge, writtenBy: 'another call' });
    expect(again).toMatchObject({
      kind: 'answer',
      answer: { status: 'uncollected', tokens: 0, isReplay: true },
    });
  });

  it('shares its key with the same charge before the fact', () => {
    expect(fingerprintOf(command)).toBe(fingerprintOf(buildChargeCommand()));
  });
});
