import { expect } from 'vitest';
import {
  type AccountState,
  accountStateSchema,
} from '../../functions/ledger/account/account-state.ts';
import { type ChargeRecord, lastSequenceOf } from '../../functions/ledger/account/charge-record.ts';
import { type Entry, hashOfEntry } from '../../functions/ledger/account/entry.ts';
import {
  describeReplay,
  type Replay,
  replayEntry,
  startReplay,
} from '../../functions/ledger/audit/replay-entries.ts';
import { balanceLevel, balanceLevels } from '../../shared/plans.ts';
import type { LedgerItems } from './ledger-memory.ts';

/** What holds for an account after every command, whatever the commands were. */
export function expectInvariants(items: LedgerItems): void {
  const { stored, entries, charges } = items;
  if (stored.kind !== 'sound') {
    expect([stored.kind, entries.length, charges.size]).toEqual(['absent', 0, 0]);
    return;
  }
  expectChain(entries);
  expectState(stored.state, entries);
  for (const charge of charges.values()) expectCharge(charge, entries);
  expectRecords(items);
  expectReplay(stored.state, items);
}

function expectChain(entries: readonly Entry[]): void {
  let balance = 0;
  let previousHash = '';
  let previousTime = '';
  for (const [index, entry] of entries.entries()) {
    balance += entry.tokens;
    expect(entry.sequence).toBe(index + 1);
    expect(entry.previousHash).toBe(previousHash);
    expect(entry.hash).toBe(hashOfEntry(entry));
    expect(entry.balanceAfter).toBe(balance);
    expect(balance).toBeGreaterThanOrEqual(0);
    expect(entry.createdAt >= previousTime).toBe(true);
    previousHash = entry.hash;
    previousTime = entry.createdAt;
  }
}

function expectState(state: AccountState, entries: readonly Entry[]): void {
  expect(accountStateSchema.safeParse(state).error).toBeUndefined();
  expect(state.version).toBe(entries.length);
  expect(state.lastHash).toBe(entries.at(-1)?.hash);
  expect(state.updatedAt).toBe(entries.at(-1)?.createdAt);
  expect(state.available).toBe(sum(entries.map((entry) => entry.tokens)));
  expect(state.buckets.every((bucket) => bucket.remaining > 0)).toBe(true);
  const level = balanceLevel(state.available, state.plan);
  // What was announced is never better than how it stands.
  expect(balanceLevels.indexOf(state.alertedLevel)).toBeGreaterThanOrEqual(
    balanceLevels.indexOf(level),
  );
}

/** The kinds of a charge's entries in order, and what they add up to, by how it stands. */
const patterns: Record<ChargeRecord['status'], RegExp> = {
  open: /^hold$/,
  captured: /^(charge|hold( release)?( charge)?)( refund)*$/,
  released: /^hold release$/,
  expired: /^hold release$/,
  uncollected: /^(hold release )?uncollected$/,
};

function expectCharge(charge: ChargeRecord, entries: readonly Entry[]): void {
  const own = entries.filter((entry) => entry.chargeId === charge.chargeId);
  const { capturedTokens = 0, refundedTokens = 0 } = charge;
  expect(own.map((entry) => entry.kind).join(' ')).toMatch(patterns[charge.status]);
  const taken = charge.status === 'open' ? charge.tokens : capturedTokens - refundedTokens;
  expect(sum(own.map((entry) => entry.tokens))).toBe(0 - taken);
  expect(refundedTokens).toBeLessThanOrEqual(capturedTokens);
  expect(capturedTokens).toBeLessThanOrEqual(charge.tokens);
  expect(sum(charge.slices.map((slice) => slice.tokens))).toBe(charge.tokens);
  expect([own.at(0)?.sequence, own.at(-1)?.sequence]).toEqual([
    charge.sequence,
    lastSequenceOf(charge),
  ]);
}

/** Each key that an entry names has its record, and the record names that entry. */
function expectRecords({ entries, records }: LedgerItems): void {
  for (const { keyHash, sequence } of entries) {
    if (keyHash !== undefined) expect(records.get(keyHash)?.sequence).toBe(sequence);
  }
}

/** What the audit works out from the entries is what the ledger keeps. */
function expectReplay(state: AccountState, { entries, charges }: LedgerItems): void {
  const [first] = entries;
  let replay: Replay | null = first === undefined ? null : startReplay(first);
  for (const entry of entries) {
    replay = replayEntry(replay, entry, charges.get(entry.chargeId ?? '') ?? null);
  }
  expect(replay === null ? ['no replay'] : [...describeReplay(state, replay)]).toEqual([]);
}

const sum = (numbers: readonly number[]) => numbers.reduce((total, number) => total + number, 0);
