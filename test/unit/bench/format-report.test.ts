import { describe, expect, it } from 'vitest';
import { formatTable } from '../../../infra/reference/format-table.ts';
import type { BenchReport } from '../../bench/report/bench-report.ts';
import { formatReport } from '../../bench/report/format-report.ts';

describe('a table', () => {
  it('lines up its columns, with numbers flush right', () => {
    const rows = [
      ['charge', '7'],
      ['hold and capture', '10'],
    ];
    expect(formatTable(['Command', 'Units:'], rows)).toBe(
      [
        '| Command          | Units |',
        '| ---------------- | ----: |',
        '| charge           |     7 |',
        '| hold and capture |    10 |',
      ].join('\n'),
    );
  });

  it('leaves a cell empty where a row is short', () => {
    expect(formatTable(['A', 'B'], [['x']])).toBe('| A   | B   |\n| --- | --- |\n| x   |     |');
  });
});

describe('the report', () => {
  const report: BenchReport = {
    startedAt: '2026-03-01T12:00:00.000Z',
    machine: { processors: '2 x Test', node: '24.0.0', platform: 'linux' },
    seconds: 2,
    roundCount: 3,
    rows: [
      {
        engine: 'engine',
        contestant: 'charge, group commit',
        accounts: 1,
        callers: 32,
        perSecond: 1234.4,
        p50Ms: null,
        p99Ms: 30.456,
        failures: 2,
        rounds: [1234.4],
      },
    ],
    goals: [
      { name: 'met', engine: '', goal: '', value: 1.1, spread: [1, 1.25], isMet: true },
      { name: 'missed', engine: '', goal: '', value: 2, spread: null, isMet: false },
      { name: 'open', engine: '', goal: '', value: null, spread: null, isMet: null },
    ],
    units: [
      {
        command: 'charge',
        writes: 7,
        tableWrites: 6,
        indexWrites: 1,
        reads: 0,
        largestItemBytes: 673,
      },
    ],
    notes: ['SQL was not measured.'],
  };
  const lines = formatReport(report)
    .split('\n')
    .map((line) => line.replaceAll(/\s+/g, ' '));

  it('shows machine, rates, times and failures', () => {
    expect(lines[0]).toContain('2 x Test, linux, Node 24.0.0');
    expect(lines).toContain('| 1 | 32 | charge, group commit | engine | 1234 | none | 30.46 | 2 |');
  });

  it('says of each goal whether it is met, missed or not measured', () => {
    expect(lines).toContain('| met | | | 1.10 | 1.00 to 1.25 | yes |');
    expect(lines).toContain('| missed | | | 2.00 | | no |');
    expect(lines).toContain('| open | | | not measured | | not measured |');
  });

  it('shows what each command writes, and what else there is to know', () => {
    expect(lines).toContain('| charge | 7 | 6 | 1 | 0 | 673 |');
    expect(lines.at(-1)).toBe('SQL was not measured.');
  });
});
