import { describe, expect, it } from 'vitest';
import { chargeIdOf } from '../../../functions/ledger/account/charge-record.ts';
import { fingerprintOf } from '../../../functions/ledger/commands.ts';
import { periodEnd } from '../../../functions/ledger/account/period.ts';
import { priceBook } from '../../../shared/price-book.ts';
import {
  buildCharge,
  buildChargeCommand,
  buildHoldCommand,
  buildState,
  testTime,
} from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

describe('charging', () => {
  const command = buildChargeCommand({
    clientId: '15',
    sessionId: 's1',
    reference: { turn: 't1' },
  });
  const commit = commitOf(decideWith(command));

  it('takes the price from the balance with one entry', () => {
    expect(commit.entries).toMatchObject([
      {
        sequence: 2,
        kind: 'charge',
        tokens: -1,
        balanceAfter: 99,
        service: 'ai_chat_message',
        quantity: 1,
        priceVersion: priceBook.version,
        chargeId: chargeIdOf('charge-key'),
        clientId: '15',
        sessionId: 's1',
        reference: { turn: 't1' },
        actor: 'user:ada',
        createdAt: testTime,
        previousHash: 'hash-of-entry-1',
      },
    ]);
  });

  it('moves the state along', () => {
    expect(commit.state).toMatchObject({
      version: 2,
      available: 99,
      usedThisPeriod: 1,
      lastHash: commit.entries[0]?.hash,
      buckets: [{ remaining: 99 }],
      updatedAt: testTime,
    });
    expect(commit.repair).toBeNull();
  });

  it('records the charge, settled, with where its tokens came from', () => {
    expect(commit.newCharge).toMatchObject({
      kind: 'charge',
      status: 'captured',
      tokens: 1,
      capturedTokens: 1,
      slices: [{ kind: 'plan', tokens: 1, grantedAt: testTime }],
      sequence: 2,
      balanceAfter: 99,
      periodStart: testTime,
      fingerprint: fingerprintOf(command),
      writtenBy: 'this call',
    });
    expect(commit.newCharge).not.toHaveProperty('expiresAtEpochSeconds');
  });

  it('answers what was taken and what is left', () => {
    expect(commit.answer).toEqual({
      chargeId: chargeIdOf('charge-key'),
      service: 'ai_chat_message',
      quantity: 1,
      tokens: 1,
      sequence: 2,
      balanceBefore: 100,
      balanceAfter: 99,
      status: 'captured',
      reference: { turn: 't1' },
      createdAt: testTime,
      expiresAt: null,
      isReplay: false,
    });
  });

  it.each([
    ['business_collector', 151, 31],
    ['business_collector', 0, 0],
    ['social_post', 10, 100],
    ['contact_create', 3, 0],
  ])('takes the price of %s × %i, which is %i', (service, quantity, tokens) => {
    const { entries, answer } = commitOf(decideWith(buildChargeCommand({ service, quantity })));
    expect(entries[0]?.balanceAfter).toBe(100 - tokens);
    expect(Object.is(entries[0]?.tokens, -0)).toBe(false);
    expect(answer).toMatchObject({ tokens, balanceBefore: 100 });
  });
});

describe('holding', () => {
  it('takes the tokens at once and leaves the charge open until its deadline', () => {
    const commit = commitOf(
      decideWith(buildHoldCommand({ holdSeconds: 60 }), { now: '2026-03-01T12:00:00.001Z' }),
    );
    expect(commit.entries).toMatchObject([{ kind: 'hold', tokens: -20, balanceAfter: 80 }]);
    expect(commit.newCharge).toMatchObject({
      kind: 'hold',
      status: 'open',
      holdSeconds: 60,
      // Rounded up: a hold never ends before its time.
      expiresAtEpochSeconds: Date.parse('2026-03-01T12:01:01.000Z') / 1000,
    });
    expect(commit.newCharge).not.toHaveProperty('capturedTokens');
    expect(commit.state.usedThisPeriod).toBe(20);
    expect(commit.answer).toMatchObject({
      status: 'open',
      expiresAt: '2026-03-01T12:01:01.000Z',
      isReplay: false,
    });
  });
});

describe('spending again with the same key', () => {
  const command = buildHoldCommand();
  const charge = buildCharge({ fingerprint: fingerprintOf(command), status: 'released' });

  it('answers the first time again, with how the charge stands now', () => {
    expect(decideWith(command, { charge })).toEqual({
      kind: 'answer',
      answer: expect.objectContaining({
        tokens: 20,
        balanceBefore: 100,
        balanceAfter: 80,
        createdAt: testTime,
        expiresAt: '2026-03-01T12:15:00.000Z',
        status: 'released',
        isReplay: true,
      }),
    });
  });

  it('is no replay when this very call wrote it and only lost the reply', () => {
    const own = { ...charge, writtenBy: 'this call' };
    expect(decideWith(command, { charge: own })).toMatchObject({ answer: { isReplay: false } });
  });

  it('answers even though the balance would not do for it now', () => {
    const stored = { kind: 'sound' as const, state: buildState({ available: 0 }) };
    expect(decideWith(command, { charge, stored })).toMatchObject({ kind: 'answer' });
  });

  it.each([
    ['another quantity', buildHoldCommand({ quantity: 200 })],
    ['another service', buildHoldCommand({ service: 'social_post' })],
    ['a charge', buildChargeCommand({ service: 'business_collector', quantity: 100 })],
  ])('is refused for %s', (_, other) => {
    expect(decideWith(other, { charge })).toMatchObject({
      kind: 'refuse',
      code: 'idempotency_key_reused',
    });
  });
});

describe('refusing to spend', () => {
  it.each([99.5, -1, Number.NaN, Number.POSITIVE_INFINITY, 1_000_000_001])(
    'refuses the quantity %d',
    (quantity) => {
      expect(decideWith(buildChargeCommand({ quantity }))).toMatchObject({
        code: 'amount_invalid',
      });
    },
  );

  it.each(['no_such_service', 'constructor', ''])('refuses the service "%s"', (service) => {
    expect(decideWith(buildChargeCommand({ service }))).toEqual({
      kind: 'refuse',
      code: 'service_unknown',
      members: { service },
    });
  });

  it('refuses a charge above the balance and says what is missing and where more comes from', () => {
    expect(decideWith(buildChargeCommand({ service: 'social_post', quantity: 11 }))).toEqual({
      kind: 'refuse',
      code: 'insufficient_tokens',
      members: {
        service: 'social_post',
        required: 110,
        available: 100,
        topUpUrl: '/#buy',
        nextGrantAt: periodEnd(buildState().period),
      },
    });
  });

  it('spends the balance to the last token', () => {
    const commit = commitOf(decideWith(buildChargeCommand({ quantity: 100 })));
    expect(commit.state).toMatchObject({ available: 0, buckets: [] });
  });
});

describe('an account that is frozen', () => {
  const frozen = soundWith({ frozen: { reason: 'drift', at: testTime } });

  it.each([
    ['a charge', buildChargeCommand()],
    ['a hold', buildHoldCommand()],
    ['what is free', buildChargeCommand({ service: 'contact_create' })],
    ['more than there is', buildChargeCommand({ quantity: 101 })],
  ])('is refused %s', (_, command) => {
    expect(decideWith(command, frozen)).toMatchObject({ kind: 'refuse', code: 'account_frozen' });
  });

  it('still gets the answer to what was charged before', () => {
    const command = buildHoldCommand();
    const charge = buildCharge({ fingerprint: fingerprintOf(command) });
    expect(decideWith(command, { ...frozen, charge })).toMatchObject({ kind: 'answer' });
  });
});
