import { type Level, levelOf, type PlanName } from './price-list.ts';

/** The order in which a purse is emptied. */
export const pocketOrder = ['plan', 'promo', 'referral', 'migrated', 'refund', 'purchase'] as const;

export type PocketKind = (typeof pocketOrder)[number];

/** Tokens of one origin. */
export interface Pocket {
  readonly kind: PocketKind;
  /** ISO time at which they are gone; null: never by themselves. */
  readonly until: string | null;
  readonly tokens: number;
}

/** What an account has, and what it promised: plain numbers, no rows, no versions. */
export interface Purse {
  readonly pockets: readonly Pocket[];
  readonly used: number;
  readonly plan: PlanName;
  readonly nextPlan: PlanName | null;
  /** ISO time from which months are counted. */
  readonly anchor: string;
  /** Months since the anchor. */
  readonly month: number;
  /** Plan tokens that this month took over. */
  readonly carried: number;
  readonly isFrozen: boolean;
  readonly announced: Level;
  /** Holds that are not settled: their tokens have left the pockets. */
  readonly open: ReadonlyMap<string, OpenHold>;
}

export interface OpenHold {
  readonly tokens: number;
  readonly deadlineSeconds: number;
}

export const balanceOf = ({ pockets }: Purse): number =>
  pockets.reduce((sum, { tokens }) => sum + tokens, 0);

export const heldOf = ({ open }: Purse): number =>
  [...open.values()].reduce((sum, { tokens }) => sum + tokens, 0);

/** Puts tokens into their pocket. */
export function putIn(purse: Purse, added: Pocket): Purse {
  if (added.tokens === 0) return purse;
  const isSame = ({ kind, until }: Pocket) => kind === added.kind && until === added.until;
  const there = purse.pockets.find(isSame)?.tokens ?? 0;
  const others = purse.pockets.filter((pocket) => !isSame(pocket));
  return { ...purse, pockets: [...others, { ...added, tokens: there + added.tokens }] };
}

/** Takes tokens out of one pocket. */
export function takeFrom(purse: Purse, taken: Pocket): Purse {
  const pockets = purse.pockets.map((pocket) =>
    pocket.kind === taken.kind && pocket.until === taken.until
      ? { ...pocket, tokens: pocket.tokens - taken.tokens }
      : pocket,
  );
  return announce({ ...purse, pockets: pockets.filter(({ tokens }) => tokens > 0) });
}

/**
 * Pays out of the pockets in order.
 *
 * @returns the purse, and what came out of which pocket, first taken first
 */
export function payOut(purse: Purse, price: number): { purse: Purse; taken: Pocket[] } {
  let missing = price;
  const taken: Pocket[] = [];
  for (const pocket of purse.pockets.toSorted(comparePockets)) {
    const tokens = Math.min(missing, pocket.tokens);
    if (tokens > 0) taken.push({ ...pocket, tokens });
    missing -= tokens;
  }
  return { purse: taken.reduce(takeFrom, purse), taken };
}

/** Pockets of a kind that never end come after those that do. */
function comparePockets(left: Pocket, right: Pocket): number {
  const byKind = pocketOrder.indexOf(left.kind) - pocketOrder.indexOf(right.kind);
  if (byKind !== 0) return byKind;
  if (left.until === null || right.until === null) return left.until === null ? 1 : -1;
  return left.until < right.until ? -1 : 1;
}

const worsening: readonly Level[] = ['ok', 'low', 'critical', 'empty'];

/** A balance that fell below a threshold is announced, once. */
export function announce(purse: Purse): Purse {
  const level = levelOf(balanceOf(purse), purse.plan);
  const isWorse = worsening.indexOf(level) > worsening.indexOf(purse.announced);
  return isWorse ? { ...purse, announced: level } : purse;
}

/** After tokens came in, the next fall is announced anew. */
export const rearm = (purse: Purse): Purse => ({
  ...purse,
  announced: levelOf(balanceOf(purse), purse.plan),
});
