import { type ContestantName, contestantNames } from '../contestants/contestant.ts';
import type { LatencyComparison } from '../load/compare-latency.ts';
import type { BenchRow, Goal } from './bench-report.ts';

const latencyGoalRatio = 1.15;
const groupGoalRatio = 5;
const rowLockGoalRatio = 1;
const busyCallers = 32;

/** What was wanted, for each engine that the ledger ran on, and whether this run shows it. */
export function judgeGoals(
  rows: readonly BenchRow[],
  comparisons: ReadonlyMap<string, LatencyComparison>,
): Goal[] {
  const engines = new Set(rows.filter(isOurs).map(({ engine }) => engine));
  const rowLock = busyRate(rows, contestantNames.rowLock);
  return [...engines].flatMap((engine) => {
    const own = rows.filter((row) => row.engine === engine);
    const grouped = busyRate(own, contestantNames.grouped);
    return [
      judgeLatency(engine, comparisons.get(engine)),
      judgeRate(
        `group commit at ${busyCallers} callers on one account / bare transaction loop`,
        engine,
        ratioOf(grouped, busyRate(own, contestantNames.bare)),
        { text: `at least ${groupGoalRatio}`, isMet: (ratio) => ratio >= groupGoalRatio },
      ),
      judgeRate(
        `group commit at ${busyCallers} callers on one account / SQL row lock`,
        engine,
        ratioOf(grouped, rowLock),
        { text: `more than ${rowLockGoalRatio}`, isMet: (ratio) => ratio > rowLockGoalRatio },
      ),
    ];
  });
}

const isOurs = ({ contestant }: BenchRow): boolean => contestant === contestantNames.grouped;

function judgeLatency(engine: string, comparison: LatencyComparison | undefined): Goal {
  return {
    name: 'charge / bare transaction, median time at one caller',
    engine,
    goal: `at most ${latencyGoalRatio}`,
    value: comparison?.ratio ?? null,
    spread: comparison === undefined ? null : [...comparison.spread],
    isMet: comparison === undefined ? null : comparison.ratio <= latencyGoalRatio,
  };
}

function judgeRate(
  name: string,
  engine: string,
  value: number | null,
  goal: { readonly text: string; readonly isMet: (ratio: number) => boolean },
): Goal {
  const isMet = value === null ? null : goal.isMet(value);
  return { name, engine, goal: goal.text, value, spread: null, isMet };
}

const busyRate = (rows: readonly BenchRow[], name: ContestantName): number | null =>
  rows.find(
    ({ contestant, accounts, callers }) =>
      contestant === name && accounts === 1 && callers === busyCallers,
  )?.perSecond ?? null;

const ratioOf = (ours: number | null, other: number | null): number | null =>
  ours === null || other === null || other === 0 ? null : ours / other;
