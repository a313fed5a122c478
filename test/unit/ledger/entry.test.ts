import { describe, expect, it } from 'vitest';
import { type Entry, hashOfEntry } from '../../../functions/ledger/account/entry.ts';
import { buildEntry } from '../../support/ledger-builders.ts';

describe('the hash of an entry', () => {
  const entry = buildEntry();

  it('is SHA-256 in 43 characters of base64url', () => {
    expect(entry.hash).toMatch(/^[A-Za-z0-9_-]{43}$/);
  });

  it.each<Partial<Entry>>([
    { accountId: 'account-2' },
    { sequence: 2 },
    { kind: 'refund' },
    { tokens: 101 },
    { balanceAfter: 101 },
    { service: 'outbound_call' },
    { quantity: 1 },
    { priceVersion: 2 },
    { chargeId: 'charge-1' },
    { clientId: '15' },
    { sessionId: 'session-1' },
    { reference: { opening: 'free', found: 'null' } },
    { reference: {} },
    { actor: 'user:eve' },
    { createdAt: '2026-03-01T12:00:00.001Z' },
    { previousHash: 'another' },
  ])('changes with %o', (change) => {
    expect(hashOfEntry({ ...entry, ...change })).not.toBe(entry.hash);
  });

  it('does not depend on the order of members, which the database does not keep', () => {
    const reversed = Object.fromEntries(Object.entries(entry).toReversed());
    const reference = Object.fromEntries(Object.entries(entry.reference).toReversed());
    expect(hashOfEntry({ ...entry, ...reversed, reference })).toBe(entry.hash);
  });

  it('is the same for a member that is undefined and one that is absent', () => {
    expect(hashOfEntry({ ...entry, clientId: undefined })).toBe(entry.hash);
  });

  it('keeps neighbouring members apart', () => {
    const left = buildEntry({ clientId: 'ab', sessionId: 'c' });
    const right = buildEntry({ clientId: 'a', sessionId: 'bc' });
    expect(left.hash).not.toBe(right.hash);
  });
});
