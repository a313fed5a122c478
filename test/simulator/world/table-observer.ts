import { type AccountFollower, createAccountFollower } from '../checks/account-follower.ts';
import { endOf } from '../checks/moments.ts';
import type { Database } from '../database/database.ts';
import type { Item, ItemKey } from '../database/item.ts';
import type { Tally } from '../tally.ts';
import type { Trace } from '../trace.ts';
import type { ObservedWrite, WriteObserver } from './write-observer.ts';

export interface TableObserver extends WriteObserver {
  follower(accountId: string): AccountFollower;
  /** Grows with every write; a call that begins now has seen what came before. */
  moment(): number;
  /** Tells of a write that was not the ledger's. */
  noteDamage(accountId: string, key: ItemKey, item: Item | undefined, misleads: boolean): void;
}

/** Sees every write the moment it is done, and hands it to the follower of its account. */
export function createTableObserver(
  database: Database,
  tally: Tally,
  trace: Trace,
  accountIds: readonly string[],
): TableObserver {
  const followers = new Map(accountIds.map((id) => [id, createAccountFollower(id)]));
  let order = 0;

  function follower(accountId: string): AccountFollower {
    const found = followers.get(accountId);
    if (found === undefined) throw new RangeError(`a write to an unknown account ${accountId}`);
    return found;
  }

  async function observe({ written, sentAt, sender }: ObservedWrite): Promise<void> {
    order += 1;
    const items = [];
    for (const key of written) items.push({ key, item: await database.read(key) });
    const accountId = (written[0]?.pk ?? '').replace('ACCOUNT#', '');
    const rows = written.map(({ sk }) => sk.slice(0, 20)).join(' ');
    trace.note(accountId, `${sender} wrote ${rows}`);
    const effectCount = follower(accountId).follow({ order, items, sentAt });
    tally.noteWrite(effectCount);
  }

  return {
    follower,
    observe,
    moment: () => endOf(order),
    noteDamage: (accountId, key, item, misleads) => {
      order += 1;
      const { damage, shadow } = follower(accountId);
      shadow.replace(key, item);
      damage.inflict(order, misleads);
    },
  };
}
