import { balanceOf, type Pocket, type Purse } from '../model/purse.ts';
import type { StateRow } from './rows.ts';

/** A member as a report spells it. */
type Told = string | number | boolean | null;

/** In which members a stored state differs from the model's purse; empty when they agree. */
export function compareState(purse: Purse, row: StateRow): string[] {
  const pairs: readonly (readonly [string, Told, Told])[] = [
    ['available', balanceOf(purse), row.available],
    ['buckets', spellPockets(purse.pockets), spellPockets(pocketsOf(row))],
    ['usedThisPeriod', purse.used, row.usedThisPeriod],
    ['plan', purse.plan, row.plan],
    ['nextPlan', purse.nextPlan, row.nextPlan ?? null],
    ['period.anchor', purse.anchor, row.period.anchor],
    ['period.number', purse.month, row.period.number],
    ['rolledOver', purse.carried, row.rolledOver],
    ['frozen', purse.isFrozen, row.frozen !== undefined],
    ['alertedLevel', purse.announced, row.alertedLevel],
  ];
  return pairs
    .filter(([, expected, found]) => expected !== found)
    .map(([name, expected, found]) => `${name} should be ${expected} and is ${found}`);
}

type Slot = Pick<Pocket, 'until' | 'tokens'> & { readonly kind: string };

const pocketsOf = ({ buckets }: StateRow): Slot[] =>
  buckets.map(({ kind, expiresAt, remaining }) => ({
    kind,
    until: expiresAt ?? null,
    tokens: remaining,
  }));

/** One spelling for the same pockets in any order. */
export const spellPockets = (pockets: readonly Slot[]): string =>
  pockets
    .filter(({ tokens }) => tokens > 0)
    .map(
      ({ kind, until, tokens }) => `${kind}${until === null ? '' : ` until ${until}`}: ${tokens}`,
    )
    .toSorted()
    .join(', ');
