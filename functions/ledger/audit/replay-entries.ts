import type { AccountState } from '../account/account-state.ts';
import type { Bucket, Slice } from '../account/buckets.ts';
import type { ChargeRecord } from '../account/charge-record.ts';
import type { Entry } from '../account/entry.ts';
import { moveBuckets } from '../account/move-buckets.ts';
import { periodOfEntry, startsPeriod } from '../account/period-entry.ts';

/** What the entries so far say of the account, worked out anew by the rules that wrote them. */
export interface Replay {
  readonly buckets: readonly Bucket[];
  readonly usedThisPeriod: number;
  readonly periodStart: string;
}

/** @returns null from a repair on: it restored from what was left, not by the rules */
export function replayEntry(
  before: Replay | null,
  entry: Entry,
  charge: ChargeRecord | null,
): Replay | null {
  if (before === null || isRepair(entry)) return null;
  return {
    buckets: moveBuckets(before.buckets, entry, takenBy(charge)),
    usedThisPeriod: usedAfter(before, entry, charge),
    periodStart: startsPeriod(entry) ? periodOfEntry(entry).start : before.periodStart,
  };
}

/** Before the first entry; the first period starts with it. */
export const startReplay = (first: Entry): Replay => ({
  buckets: [],
  usedThisPeriod: 0,
  periodStart: first.createdAt,
});

/** References are callers' words, unless the ledger itself wrote them. */
const isRepair = ({ kind, actor, reference }: Entry): boolean =>
  kind === 'adjustment' && actor === 'system' && reference['repair'] !== undefined;

const takenBy = (charge: ChargeRecord | null): readonly Slice[] => charge?.slices ?? [];

function usedAfter(
  { usedThisPeriod, periodStart }: Replay,
  entry: Entry,
  charge: ChargeRecord | null,
): number {
  const { tokens } = entry;
  switch (entry.kind) {
    case 'charge':
    case 'hold':
      return usedThisPeriod - tokens;
    case 'release':
    case 'refund':
      return charge?.periodStart === periodStart
        ? Math.max(0, usedThisPeriod - tokens)
        : usedThisPeriod;
    case 'grant':
      return startsPeriod(entry) ? 0 : usedThisPeriod;
    case 'adjustment':
    case 'expiry':
    case 'uncollected':
      return usedThisPeriod;
  }
}

/** Compares a stored state with what its entries say. */
export function* describeReplay(state: AccountState, replay: Replay): Generator<string> {
  if (spell(state.buckets) !== spell(replay.buckets)) {
    yield `the buckets are ${spell(state.buckets)}, the entries say ${spell(replay.buckets)}`;
  }
  if (state.usedThisPeriod !== replay.usedThisPeriod) {
    yield `${state.usedThisPeriod} used this period, the entries say ${replay.usedThisPeriod}`;
  }
}

const spell = (buckets: readonly Bucket[]): string =>
  buckets
    .map(
      ({ kind, expiresAt, remaining }) =>
        `${kind}${expiresAt ? ` until ${expiresAt}` : ''} ${remaining}`,
    )
    .toSorted()
    .join(', ') || 'empty';
