import type { LedgerReader } from '../../../functions/ledger/read/ledger-reader.ts';
import { readBalance } from '../../../functions/ledger/read/read-balance.ts';
import { verifyAccount } from '../../../functions/ledger/audit/verify.ts';
import { BrokenInvariant } from '../broken-invariant.ts';
import { isEqual, type Item } from '../database/item.ts';
import { openPurse, passTime } from '../model/pass-time.ts';
import { levelOf } from '../model/price-list.ts';
import { balanceOf, heldOf } from '../model/purse.ts';
import type { AccountFollower } from './account-follower.ts';
import { spellPockets } from './compare-state.ts';
import { chargeRowSchema, entryRowSchema } from './rows.ts';

/**
 * What must hold for an account whenever nothing is under way.
 *
 * @param items all that the table holds of it
 * @param now ISO 8601 time in UTC
 */
export async function checkAccount(
  follower: AccountFollower,
  reader: LedgerReader,
  items: readonly Item[],
  now: string,
): Promise<void> {
  checkSeen(follower, items);
  checkSums(follower, items);
  await checkRead(follower, reader, now);
}

/** The table holds what was seen being written, and nothing else. */
function checkSeen({ accountId, shadow }: AccountFollower, items: readonly Item[]): void {
  const seen = shadow.items();
  const rows = items.filter(({ sk }) => sk !== 'PROFILE');
  const isSame = rows.length === seen.size && rows.every((row) => isSeen(row, seen));
  if (!isSame)
    throw new BrokenInvariant(accountId, 'the table holds what nobody saw being written');
}

function isSeen(row: Item, seen: ReadonlyMap<string, Item>): boolean {
  const { sk } = row;
  const known = typeof sk === 'string' ? seen.get(sk) : undefined;
  return known !== undefined && isEqual(row, known);
}

const isOfKind = ({ sk }: Item, prefix: string): boolean =>
  typeof sk === 'string' && sk.startsWith(prefix);

/** Entries add up to the balance, and what open holds took is what is held. */
function checkSums({ accountId, history }: AccountFollower, items: readonly Item[]): void {
  const { purse } = history.now();
  const sum = items
    .filter((item) => isOfKind(item, 'ENTRY#'))
    .reduce((total, item) => total + entryRowSchema.parse(item).tokens, 0);
  const held = items
    .filter((item) => isOfKind(item, 'CHARGE#') && item['status'] === 'open')
    .reduce((total, item) => total + chargeRowSchema.parse(item).tokens, 0);
  const balance = purse === null ? 0 : balanceOf(purse);
  if (sum !== balance) {
    throw new BrokenInvariant(accountId, `the entries add up to ${sum}, the balance is ${balance}`);
  }
  if (purse !== null && held !== heldOf(purse)) {
    throw new BrokenInvariant(
      accountId,
      `open holds took ${held}, the model holds ${heldOf(purse)}`,
    );
  }
}

/** A read shows what the next command would find, without writing it. */
async function checkRead(
  follower: AccountFollower,
  reader: LedgerReader,
  now: string,
): Promise<void> {
  const { accountId, history, damage } = follower;
  if (damage.isDamaged()) return;
  const { purse: stored } = history.now();
  const purse = stored === null ? openPurse(now) : passTime(stored, now);
  const read = await readBalance(reader, accountId, now);
  const pockets = read.buckets.map(({ kind, expiresAt, remaining }) => ({
    kind,
    until: expiresAt,
    tokens: remaining,
  }));
  const expected = [
    balanceOf(purse),
    heldOf(purse),
    purse.used,
    purse.plan,
    levelOf(balanceOf(purse), purse.plan),
    spellPockets(purse.pockets),
  ];
  const found = [
    read.available,
    read.held,
    read.usedThisPeriod,
    read.plan,
    read.level,
    spellPockets(pockets),
  ];
  if (JSON.stringify(expected) !== JSON.stringify(found)) {
    throw new BrokenInvariant(
      accountId,
      `a read says ${JSON.stringify(found)} instead of ${JSON.stringify(expected)}`,
    );
  }
}

/** The ledger's own audit finds nothing wrong either. */
export async function auditAccount(
  { accountId, damage }: AccountFollower,
  reader: LedgerReader,
): Promise<void> {
  if (damage.isDamaged()) return;
  const verdict = await verifyAccount(reader, accountId);
  if (!verdict.isSound) {
    throw new BrokenInvariant(accountId, `the audit says: ${verdict.problems.join('; ')}`);
  }
}
