import { describe, expect, it } from 'vitest';
import { type Bucket, bucketKinds } from '../../../functions/ledger/account/buckets.ts';
import { buildChargeCommand, buildHoldCommand, testTime } from '../../support/ledger-builders.ts';
import { commitOf, decideWith, soundWith } from '../../support/ledger-decisions.ts';

const bucket = (kind: Bucket['kind'], expiresAt?: string): Bucket => ({
  kind,
  remaining: 10,
  grantedAt: testTime,
  ...(expiresAt !== undefined && { expiresAt }),
});
const spend = (buckets: Bucket[], quantity: number) =>
  commitOf(
    decideWith(
      buildChargeCommand({ quantity }),
      soundWith({ buckets, available: buckets.length * 10 }),
    ),
  );
const june = '2026-06-01T00:00:00.000Z';
const july = '2026-07-01T00:00:00.000Z';

describe('the order in which tokens are spent', () => {
  it('is plan, promo, referral, migrated, refund and purchase last', () => {
    const buckets = bucketKinds.toReversed().map((kind) => bucket(kind));
    const { newCharge } = spend(buckets, 60);
    expect(newCharge?.slices.map(({ kind, tokens }) => [kind, tokens])).toEqual([
      ['plan', 10],
      ['promo', 10],
      ['referral', 10],
      ['migrated', 10],
      ['refund', 10],
      ['purchase', 10],
    ]);
  });

  it('is by kind even where another kind expires sooner', () => {
    const { state } = spend([bucket('purchase', june), bucket('promo')], 10);
    expect(state.buckets).toEqual([bucket('purchase', june)]);
  });

  it('within a kind is by expiry, and what never expires comes last', () => {
    const buckets = [bucket('promo'), bucket('promo', july), bucket('promo', june)];
    const { newCharge } = spend(buckets, 25);
    expect(newCharge?.slices.map(({ expiresAt, tokens }) => [expiresAt, tokens])).toEqual([
      [june, 10],
      [july, 10],
      [undefined, 5],
    ]);
  });

  it('leaves out what expires before the command, even a moment before', () => {
    const now = '2026-03-10T00:00:00.000Z';
    const buckets = [bucket('purchase'), bucket('promo', now)];
    const sound = soundWith({ available: 20, buckets });
    const commit = commitOf(decideWith(buildChargeCommand({ quantity: 10 }), { ...sound, now }));
    expect(commit.entries.map(({ kind }) => kind)).toEqual(['expiry', 'charge']);
    expect(commit.newCharge?.slices).toMatchObject([{ kind: 'purchase', tokens: 10 }]);
    expect(commit.answer).toMatchObject({ balanceBefore: 10, balanceAfter: 0 });
  });

  it('is the same for a hold', () => {
    const buckets = [bucket('purchase'), bucket('plan')];
    const hold = buildHoldCommand({ quantity: 60 });
    const { newCharge } = commitOf(decideWith(hold, soundWith({ available: 20, buckets })));
    expect(newCharge?.slices.map(({ kind, tokens }) => [kind, tokens])).toEqual([
      ['plan', 10],
      ['purchase', 2],
    ]);
  });
});
