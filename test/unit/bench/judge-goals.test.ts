import { describe, expect, it } from 'vitest';
import { contestantNames } from '../../bench/contestants/contestant.ts';
import type { BenchRow } from '../../bench/report/bench-report.ts';
import { judgeGoals } from '../../bench/report/judge-goals.ts';

const engine = 'DynamoDB Local, in memory';

const buildRow = (overrides: Partial<BenchRow> = {}): BenchRow => ({
  engine,
  contestant: contestantNames.grouped,
  accounts: 1,
  callers: 32,
  perSecond: 1000,
  p50Ms: 1,
  p99Ms: 2,
  failures: 0,
  rounds: [1000],
  ...overrides,
});

const loop = (perSecond: number) => buildRow({ contestant: contestantNames.loop, perSecond });
const orm = (perSecond: number) =>
  buildRow({ contestant: contestantNames.orm, engine: 'PostgreSQL', perSecond });
const bare = (perSecond: number) => buildRow({ contestant: contestantNames.bare, perSecond });
const rowLock = (perSecond: number) =>
  buildRow({ contestant: contestantNames.rowLock, engine: 'PostgreSQL', perSecond });
const comparison = (ratio: number) =>
  new Map([[engine, { oursMs: ratio, bareMs: 1, ratio, spread: [0.9, 1.3] as const }]]);

describe('the goals', () => {
  it.each([
    ['just met', 200, 999, 1.15, [true, true, true, true, true]],
    ['just missed', 201, 1000, 1.16, [false, false, false, false, false]],
  ])('%s', (_what, bareRate, lockRate, ratio, expected) => {
    const rows = [buildRow(), loop(bareRate), bare(bareRate), rowLock(lockRate), orm(lockRate)];
    expect(judgeGoals(rows, comparison(ratio)).map(({ isMet }) => isMet)).toEqual(expected);
  });

  it('are open where something was not measured', () => {
    const goals = judgeGoals([buildRow()], new Map());
    expect(goals).toHaveLength(5);
    for (const goal of goals) expect(goal).toMatchObject({ value: null, isMet: null });
  });

  it('look at one account at 32 callers alone', () => {
    const rows = [buildRow(), loop(100), loop(1), { ...loop(1), accounts: 64 }];
    const quiet = { ...loop(1), callers: 8 };
    const group = judgeGoals([quiet, ...rows], new Map()).find(({ name }) => name.includes('loop'));
    expect(group).toMatchObject({ value: 10 });
  });

  it('are judged for each engine that the ledger ran on', () => {
    const disk = 'DynamoDB Local, on disk';
    const rows = [buildRow(), loop(100), { ...buildRow({ engine: disk }), perSecond: 300 }];
    const goals = judgeGoals([...rows, { ...loop(100), engine: disk }], new Map());
    const ratios = goals.filter(({ name }) => name.includes('loop'));
    expect(ratios.map(({ engine, value }) => [engine, value])).toEqual([
      [engine, 10],
      [disk, 3],
    ]);
  });
});
