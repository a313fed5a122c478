import { expect } from 'vitest';
import { hashOfEntry } from '../../functions/ledger/entry.ts';
import type { LedgerItems } from './ledger-memory.ts';

/** What holds for an account after every command, whatever the commands were. */
export function expectInvariants({ stored, entries, charges }: LedgerItems): void {
  if (stored.kind !== 'sound') {
    expect([stored.kind, entries.length, charges.size]).toEqual(['absent', 0, 0]);
    return;
  }
  const { state } = stored;
  expectChain({ stored, entries, charges });
  expect(state.version).toBe(entries.length);
  expect(state.lastHash).toBe(entries.at(-1)?.hash);
  expect(state.available).toBe(sum(entries.map((entry) => entry.tokens)));
  expect(sum(state.buckets.map((bucket) => bucket.remaining))).toBe(state.available);
  expect(state.usedThisPeriod).toBe(
    sum([...charges.values()].map((charge) => charge.capturedTokens ?? charge.tokens)),
  );
  expectSettledOnce({ stored, entries, charges });
}

function expectChain({ entries }: LedgerItems): void {
  let balance = 0;
  let previousHash = '';
  for (const [index, entry] of entries.entries()) {
    balance += entry.tokens;
    expect(entry.sequence).toBe(index + 1);
    expect(entry.previousHash).toBe(previousHash);
    expect(entry.hash).toBe(hashOfEntry(entry));
    expect(entry.balanceAfter).toBe(balance);
    expect(balance).toBeGreaterThanOrEqual(0);
    previousHash = entry.hash;
  }
}

/** Each charge has one deduction, and one release exactly if something was given back. */
function expectSettledOnce({ entries, charges }: LedgerItems): void {
  for (const charge of charges.values()) {
    const own = entries.filter((entry) => entry.chargeId === charge.chargeId);
    const kept =
      charge.status === 'open' ? charge.tokens : (charge.capturedTokens ?? charge.tokens);
    expect(own.map((entry) => entry.kind)).toEqual(
      charge.status === 'released' || kept < charge.tokens
        ? [charge.kind, 'release']
        : [charge.kind],
    );
    expect(sum(own.map((entry) => entry.tokens))).toBe(0 - kept);
  }
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
