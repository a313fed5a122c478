import { type ContestantName, contestantNames } from '../contestants/contestant.ts';
import type { LatencyComparison } from '../load/compare-latency.ts';
import type { BenchRow, Goal } from './bench-report.ts';

const latencyGoalRatio = 1.15;
const groupGoalRatio = 5;
const rowLockGoalRatio = 1;
const busyCallers = 32;
const busyGroup = `group commit at ${busyCallers} callers on one account`;

interface RateGoal {
  readonly text: string;
  readonly isMet: (ratio: number) => boolean;
}

const atLeast = (wanted: number): RateGoal => ({
  text: `at least ${wanted}`,
  isMet: (ratio) => ratio >= wanted,
});
const moreThan = (wanted: number): RateGoal => ({
  text: `more than ${wanted}`,
  isMet: (ratio) => ratio > wanted,
});

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
        `${busyGroup} / bare transaction loop`,
        engine,
        ratioOf(grouped, busyRate(own, contestantNames.loop)),
        atLeast(groupGoalRatio),
      ),
      judgeRate(
        `${busyGroup} / bare transaction, which cannot lose a race`,
        engine,
        ratioOf(grouped, busyRate(own, contestantNames.bare)),
        atLeast(groupGoalRatio),
      ),
      judgeRate(
        `${busyGroup} / SQL row lock through an ORM`,
        engine,
        ratioOf(grouped, busyRate(rows, contestantNames.orm)),
        moreThan(rowLockGoalRatio),
      ),
      judgeRate(
        `${busyGroup} / SQL row lock through the driver`,
        engine,
        ratioOf(grouped, rowLock),
        moreThan(rowLockGoalRatio),
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

function judgeRate(name: string, engine: string, value: number | null, goal: RateGoal): Goal {
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
