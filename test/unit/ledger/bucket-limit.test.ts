import { describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import {
  buildGrantCommand,
  buildHoldCommand,
  buildReleaseCommand,
} from '../../support/ledger-builders.ts';
import { createMemoryLedger } from '../../support/ledger-memory.ts';
import { expectInvariants } from '../../support/ledger-invariants.ts';

/** Grants of promo tokens that each expire on a day of their own. */
const grantOn = (day: number) =>
  buildGrantCommand({
    idempotencyKey: `grant ${day}`,
    bucket: 'promo',
    tokens: 10,
    expiresAt: new Date(Date.UTC(2027, 0, day)).toISOString(),
  });

/** An account with more grants than buckets. */
function fill(count: number) {
  const ledger = createMemoryLedger();
  for (let day = 1; day <= count; day++) ledger.execute(grantOn(day));
  const bucketsNow = () => {
    const { stored } = ledger.items();
    return stored.kind === 'sound' ? stored.state.buckets : [];
  };
  return { ledger, bucketsNow };
}

describe('more grants than an account has buckets', () => {
  it('share the bucket in which they live longest, and none is lost', () => {
    const { ledger, bucketsNow } = fill(40);
    expect(bucketsNow()).toHaveLength(limits.bucketCount);
    // The plan's own, 14 of one grant each, and the last one.
    expect(bucketsNow().at(-1)).toMatchObject({ kind: 'promo', remaining: 260 });
    const { stored } = ledger.items();
    expect(stored).toMatchObject({ state: { available: 500 } });
    expectInvariants(ledger.items());
  });

  it('make room again as buckets expire', () => {
    const { ledger, bucketsNow } = fill(40);
    ledger.settle('2027-01-10T00:00:00.000Z');
    expect(bucketsNow().length).toBeLessThan(limits.bucketCount);
    ledger.execute(grantOn(200), '2027-01-10T00:00:00.000Z');
    expect(bucketsNow().at(-1)).toMatchObject({ remaining: 10 });
    expectInvariants(ledger.items());
  });

  it('take back a hold whose bucket is gone, and whose period is over', () => {
    const { ledger, bucketsNow } = fill(limits.bucketCount - 1);
    ledger.execute(buildHoldCommand({ quantity: 500 }));
    ledger.execute(grantOn(100));
    expect(bucketsNow().some(({ kind }) => kind === 'plan')).toBe(false);
    const released = ledger.execute(buildReleaseCommand(), '2026-04-10T00:00:00.000Z');
    expect(released).toMatchObject({ releasedTokens: 100, status: 'released' });
    expectInvariants(ledger.items());
  });
});
