import { BrokenInvariant } from '../broken-invariant.ts';
import { isEqual, type Item, type ItemKey } from '../database/item.ts';
import { hashRow } from './hash-text.ts';
import { chargeRowSchema, type EntryRow, entryRowSchema } from './rows.ts';

/** An item before and after a write. */
export interface Image {
  readonly key: ItemKey;
  readonly before: Item | undefined;
  readonly after: Item | undefined;
}

/** What may become of a charge. */
const allowedMoves: Readonly<Record<string, readonly string[]>> = {
  open: ['open', 'captured', 'released', 'expired'],
  captured: ['captured'],
  released: [],
  /** Captured too late: paid after all, or for ever unpaid. */
  expired: ['captured', 'uncollected'],
  uncollected: [],
};

/** What stands in a charge for ever. */
const fixedMembers = [
  'accountId',
  'chargeId',
  'kind',
  'fingerprint',
  'writtenBy',
  'service',
  'quantity',
  'tokens',
  'sequence',
  'balanceAfter',
  'reference',
  'createdAt',
];

/**
 * The account's rows as they were seen being written. Checks that nothing is ever edited or
 * deleted that must not be, and that the chain of entries grows without a gap.
 */
export function createShadow(accountId: string) {
  const items = new Map<string, Item>();
  let last: EntryRow | null = null;
  let entryCount = 0;

  const broken = (message: string) => new BrokenInvariant(accountId, message);

  function imageOf(key: ItemKey, after: Item | undefined): Image {
    return { key, before: items.get(key.sk), after };
  }

  /** @returns the new entries, oldest first */
  function keep(images: readonly Image[]): EntryRow[] {
    for (const { key, before, after } of images) {
      const [kind] = key.sk.split('#');
      if (after === undefined) throw broken(`${key.sk} was deleted`);
      if (kind === 'ENTRY' && before !== undefined) throw broken(`${key.sk} was written again`);
      if (kind === 'KEY' && before !== undefined) throw broken(`${key.sk} was written again`);
      if (kind === 'CHARGE' && before !== undefined) checkMove(before, after);
      items.set(key.sk, after);
    }
    const entries = images
      .filter(({ key }) => key.sk.startsWith('ENTRY#'))
      .map(({ after }) => entryRowSchema.parse(after))
      .toSorted((left, right) => left.sequence - right.sequence);
    for (const entry of entries) link(entry);
    return entries;
  }

  function link(entry: EntryRow): void {
    const name = `entry ${entry.sequence}`;
    if (entry.sequence !== entryCount + 1) throw broken(`${name} follows entry ${entryCount}`);
    const balance = (last?.balanceAfter ?? 0) + entry.tokens;
    if (entry.balanceAfter !== balance) {
      throw broken(`${name} says ${entry.balanceAfter}, the entries add up to ${balance}`);
    }
    if (entry.previousHash !== (last?.hash ?? '')) throw broken(`${name} breaks the chain`);
    if (entry.hash !== hashRow(entry)) throw broken(`${name} has a wrong hash`);
    if (last !== null && entry.createdAt < last.createdAt)
      throw broken(`${name} goes back in time`);
    last = entry;
    entryCount += 1;
  }

  function checkMove(before: Item, after: Item): void {
    const [from, to] = [chargeRowSchema.parse(before), chargeRowSchema.parse(after)];
    const moves = allowedMoves[from.status] ?? [];
    if (!moves.includes(to.status)) {
      throw broken(`charge ${from.chargeId} went from ${from.status} to ${to.status}`);
    }
    for (const name of fixedMembers) {
      if (!isEqual(before[name] ?? null, after[name] ?? null)) {
        throw broken(`charge ${from.chargeId}: ${name} was edited`);
      }
    }
  }

  return {
    imageOf,
    keep,
    /** After a write that was not the ledger's. */
    replace(key: ItemKey, item: Item | undefined): void {
      if (item === undefined) items.delete(key.sk);
      else items.set(key.sk, item);
    },
    items: (): ReadonlyMap<string, Item> => items,
    last: () => last,
    entryCount: () => entryCount,
  };
}
