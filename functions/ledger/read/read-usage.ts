import type { Transaction, Usage } from '../../../shared/api/tokens.ts';
import { limits } from '../../../shared/limits.ts';
import type { HistoryReader } from './history-reader.ts';
import { walkHistory } from './walk-history.ts';

const dayMs = 24 * 60 * 60 * 1000;

/**
 * What services have cost in the last days in UTC, today included. A hold that is still open
 * counts with what it holds. Bounded: with more entries than one answer adds up, it tells of the
 * newest and says from when on it is complete; the days before are left out rather than shown
 * as less than they were.
 *
 * @param entryCount entries to add up at most
 */
export async function readUsage(
  history: HistoryReader,
  accountId: string,
  { days, now, entryCount = limits.usageEntryCount }: UsageRequest,
): Promise<Usage> {
  const to = now.toISOString();
  const today = Date.parse(dayOf(to));
  const wantedFrom = new Date(today - (days - 1) * dayMs).toISOString();
  const { rows, from } = await readRows(history, accountId, wantedFrom, entryCount);
  const uses = rows.filter(isUse);
  const byDay = Map.groupBy(uses, ({ createdAt }) => dayOf(createdAt));
  return {
    from,
    to,
    days: daysBetween(from, to).map((day) => usageOfDay(day, byDay.get(day) ?? [])),
    byService: byServiceOf(uses).map(([service, ofService]) => usageOfService(service, ofService)),
    totalTokens: costOf(uses),
    isComplete: from === wantedFrom,
  };
}

export interface UsageRequest {
  readonly days: number;
  readonly now: Date;
  readonly entryCount?: number;
}

type Use = Transaction & { readonly service: string };

/** Grants, expiries and corrections move tokens, but nobody used a service by them. */
const isUse = (row: Transaction): row is Use => row.service !== null;

async function readRows(
  history: HistoryReader,
  accountId: string,
  from: string,
  entryCount: number,
): Promise<{ rows: Transaction[]; from: string }> {
  const firstReadCount = limits.entriesPerReadCount;
  const range = { before: null, from, firstReadCount, entryCount };
  const rows: Transaction[] = [];
  let cutAt: string | null = null;
  for await (const stretch of walkHistory(history, accountId, range)) {
    rows.push(...stretch.rows);
    cutAt = stretch.next === null ? null : stretch.oldestAt;
  }
  if (cutAt === null) return { rows, from };
  // Of the very moment where the reading stopped, some entries may be missing.
  const complete = new Date(Date.parse(cutAt) + 1).toISOString();
  return { rows: rows.filter(({ createdAt }) => createdAt >= complete), from: complete };
}

const dayOf = (time: string): string => time.slice(0, 'yyyy-mm-dd'.length);

function daysBetween(from: string, to: string): string[] {
  const first = Date.parse(dayOf(from));
  const count = Math.round((Date.parse(dayOf(to)) - first) / dayMs) + 1;
  return Array.from({ length: count }, (_, index) =>
    dayOf(new Date(first + index * dayMs).toISOString()),
  );
}

function usageOfDay(day: string, uses: readonly Use[]): Usage['days'][number] {
  const costs = byServiceOf(uses).map(([service, ofService]) => [service, costOf(ofService)]);
  return { day, tokens: costOf(uses), byService: Object.fromEntries(costs) };
}

function usageOfService(service: string, uses: readonly Use[]): Usage['byService'][number] {
  const delivered = uses.filter(
    ({ kind, status }) => kind !== 'refund' && status !== 'released' && status !== 'expired',
  );
  const quantity = delivered.reduce((sum, use) => sum + (use.quantity ?? 0), 0);
  return { service, tokens: costOf(uses), quantity, count: delivered.length };
}

const byServiceOf = (uses: readonly Use[]): [string, Use[]][] =>
  [...Map.groupBy(uses, ({ service }) => service)].toSorted(([left], [right]) =>
    left.localeCompare(right),
  );

/** A refund is a row with tokens that come in, so it is subtracted. */
const costOf = (uses: readonly Use[]): number => uses.reduce((sum, { tokens }) => sum - tokens, 0);
