import { describe, expect, it } from 'vitest';
import type { ChargeRecord } from '../../../functions/ledger/account/charge-record.ts';
import { describeTransaction } from '../../../functions/ledger/read/describe-transaction.ts';
import type { Entry } from '../../../functions/ledger/account/entry.ts';
import { transactionSchema } from '../../../shared/api/tokens.ts';
import { buildCharge, buildEntry } from '../../support/ledger-builders.ts';

/** The row of a 20 token hold at a balance of 100, as its charge stands now. */
function rowOfHold(overrides: Partial<ChargeRecord>, entry: Partial<Entry> = {}) {
  const charge = buildCharge(overrides);
  const { chargeId, service, quantity, tokens } = charge;
  const taken = { kind: 'hold', chargeId, service, quantity, sequence: 2 } as const;
  const built = buildEntry({ ...taken, tokens: 0 - tokens, balanceAfter: 100 - tokens, ...entry });
  const row = describeTransaction(built, charge);
  return row && { tokens: row.tokens, status: row.status, balanceAfter: row.balanceAfter };
}

const rowOfEntry = (entry: Partial<Entry>, charge: ChargeRecord | null = null) =>
  describeTransaction(buildEntry(entry), charge);

describe('the row of a hold', () => {
  it.each<[string, Partial<ChargeRecord>, object]>([
    ['is pending while open', {}, { tokens: -20, status: 'pending', balanceAfter: 80 }],
    [
      'is charged once captured',
      { status: 'captured', capturedTokens: 20, settledBalanceAfter: null },
      { tokens: -20, status: 'charged', balanceAfter: 80 },
    ],
    [
      'costs what was kept of it',
      { status: 'captured', capturedTokens: 5, settledBalanceAfter: 95 },
      { tokens: -5, status: 'partly_released', balanceAfter: 95 },
    ],
    [
      'is released when nothing was kept',
      { status: 'captured', capturedTokens: 0, settledBalanceAfter: 100 },
      { tokens: 0, status: 'released', balanceAfter: 100 },
    ],
    [
      'costs nothing when it was given back',
      { status: 'released', capturedTokens: 0, settledBalanceAfter: 100 },
      { tokens: 0, status: 'released', balanceAfter: 100 },
    ],
    [
      'says that its time ran out',
      { status: 'expired', capturedTokens: 0, settledBalanceAfter: 100 },
      { tokens: 0, status: 'expired', balanceAfter: 100 },
    ],
    [
      'says that it was delivered and not paid',
      { status: 'uncollected', capturedTokens: 0, uncollectedTokens: 20, settledBalanceAfter: 3 },
      { tokens: 0, status: 'uncollected', balanceAfter: 3 },
    ],
    [
      'keeps its cost when a part of it was refunded',
      { status: 'captured', capturedTokens: 20, refundedTokens: 19 },
      { tokens: -20, status: 'partly_refunded', balanceAfter: 80 },
    ],
    [
      'keeps its cost when all of it was refunded',
      { status: 'captured', capturedTokens: 5, refundedTokens: 5, settledBalanceAfter: 95 },
      { tokens: -5, status: 'refunded', balanceAfter: 95 },
    ],
  ])('%s', (_, charge, expected) => {
    expect(rowOfHold(charge)).toEqual(expected);
  });

  it('is charged for a free service, and never costs -0', () => {
    const free = { tokens: 0, slices: [], service: 'contact_create' };
    expect(rowOfHold({ ...free, status: 'captured', capturedTokens: 0 })).toEqual({
      tokens: 0,
      status: 'charged',
      balanceAfter: 100,
    });
  });

  it.each(['charge', 'uncollected'] as const)(
    'takes in the %s of a capture after the deadline',
    (kind) => {
      expect(rowOfHold({ status: 'captured', capturedTokens: 20 }, { kind })).toBeNull();
    },
  );
});

describe('the row of any other entry', () => {
  it('is charged for a charge at once', () => {
    const charge = buildCharge({ kind: 'charge', status: 'captured', capturedTokens: 20 });
    const { chargeId, service } = charge;
    const entry = { kind: 'charge', tokens: -20, balanceAfter: 80, chargeId, service } as const;
    expect(rowOfEntry(entry, charge)).toMatchObject({ tokens: -20, status: 'charged' });
    expect(rowOfEntry(entry, { ...charge, refundedTokens: 20 })).toMatchObject({
      tokens: -20,
      status: 'refunded',
    });
  });

  it('is uncollected for use that the balance did not cover', () => {
    const charge = buildCharge({ kind: 'charge', status: 'uncollected', tokens: 0 });
    const entry = { kind: 'uncollected', tokens: 0, chargeId: charge.chargeId } as const;
    expect(rowOfEntry(entry, charge)).toMatchObject({ tokens: 0, status: 'uncollected' });
  });

  it('is its own for a refund, with the service of the charge', () => {
    const charge = buildCharge({ status: 'captured', capturedTokens: 20, refundedTokens: 4 });
    const entry = {
      kind: 'refund',
      tokens: 4,
      balanceAfter: 84,
      chargeId: charge.chargeId,
    } as const;
    expect(rowOfEntry(entry, charge)).toMatchObject({
      tokens: 4,
      balanceAfter: 84,
      status: 'credited',
      service: 'business_collector',
    });
  });

  it.each([
    ['grant', 100, 'credited'],
    ['adjustment', 5, 'credited'],
    ['adjustment', -5, 'recorded'],
    ['adjustment', 0, 'recorded'],
    ['expiry', -7, 'recorded'],
  ] as const)('is a %s of %i, %s', (kind, tokens, status) => {
    const row = rowOfEntry({ kind, tokens });
    expect(row).toMatchObject({ kind, tokens, status, service: null, clientId: null });
    expect(transactionSchema.parse(row)).toEqual(row);
  });

  it('is none for a release, whose hold says it', () => {
    expect(rowOfEntry({ kind: 'release', tokens: 20 }, buildCharge())).toBeNull();
  });

  it('is there even when its charge is lost', () => {
    const entry = {
      kind: 'charge',
      tokens: -20,
      chargeId: 'lost',
      service: 'social_post',
    } as const;
    expect(rowOfEntry(entry)).toMatchObject({ tokens: -20, status: 'charged' });
    expect(rowOfEntry({ ...entry, kind: 'hold' })).toMatchObject({
      tokens: -20,
      status: 'recorded',
    });
  });
});
