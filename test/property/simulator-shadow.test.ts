import { expect, it } from 'vitest';
import { hashRow } from '../simulator/checks/hash-text.ts';
import type { EntryRow } from '../simulator/checks/rows.ts';
import { createShadow } from '../simulator/checks/shadow.ts';
import { copyItem } from '../simulator/database/item.ts';

const accountId = 'account-7';
const pk = `ACCOUNT#${accountId}`;

function buildEntry(overrides: Partial<EntryRow> = {}): EntryRow {
  const row: EntryRow = {
    accountId,
    sequence: 1,
    kind: 'grant',
    tokens: 100,
    balanceAfter: 100,
    priceVersion: 1,
    reference: { opening: 'free' },
    actor: 'system',
    createdAt: '2026-01-01T00:00:00.000Z',
    previousHash: '',
    hash: '',
    ...overrides,
  };
  return { ...row, hash: overrides.hash ?? hashRow(row) };
}

const buildCharge = (overrides: Record<string, unknown> = {}) => ({
  chargeId: 'c1',
  kind: 'hold',
  service: 'social_post',
  quantity: 1,
  tokens: 10,
  slices: [],
  sequence: 2,
  balanceAfter: 90,
  status: 'open',
  periodStart: '2026-01-01T00:00:00.000Z',
  createdAt: '2026-01-01T00:00:00.000Z',
  ...overrides,
});

function createKeeper() {
  const shadow = createShadow(accountId);
  const keep = (sk: string, item: object) =>
    shadow.keep([shadow.imageOf({ pk, sk }, copyItem({ ...item }))]);
  return { keep };
}

it('follows a chain of entries that fit', () => {
  const { keep } = createKeeper();
  const first = buildEntry();
  keep('ENTRY#1', first);
  const second = { sequence: 2, tokens: -1, balanceAfter: 99, previousHash: first.hash };
  expect(keep('ENTRY#2', buildEntry(second))).toHaveLength(1);
});

it.each([
  ['leaves a gap', { sequence: 3 }, 'entry 3 follows entry 1'],
  ['says another balance', { balanceAfter: 98 }, 'add up to 99'],
  ['breaks the chain', { previousHash: 'other' }, 'breaks the chain'],
  ['was changed after it was hashed', { hash: 'other' }, 'wrong hash'],
  ['is older than the one before', { createdAt: '2025-12-31T00:00:00.000Z' }, 'back in time'],
])('finds an entry that %s', (_what, overrides, message) => {
  const { keep } = createKeeper();
  const first = buildEntry();
  keep('ENTRY#1', first);
  const second = { sequence: 2, tokens: -1, balanceAfter: 99, previousHash: first.hash };
  expect(() => keep('ENTRY#2', buildEntry({ ...second, ...overrides }))).toThrow(message);
});

it('finds an entry that is written a second time, even with the same content', () => {
  const { keep } = createKeeper();
  keep('ENTRY#1', buildEntry());
  expect(() => keep('ENTRY#1', buildEntry())).toThrow('was written again');
});

it('lets a hold be settled once, and a late capture follow its deadline', () => {
  const { keep } = createKeeper();
  for (const status of ['open', 'expired', 'captured']) keep('CHARGE#c1', buildCharge({ status }));
  expect(() => keep('CHARGE#c1', buildCharge({ status: 'released' }))).toThrow(
    'from captured to released',
  );
});

it('finds a charge whose price was edited', () => {
  const { keep } = createKeeper();
  keep('CHARGE#c1', buildCharge());
  expect(() => keep('CHARGE#c1', buildCharge({ tokens: 9 }))).toThrow('tokens was edited');
});
