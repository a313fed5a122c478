import type { BenchReport, BenchRow, Goal, UnitRow } from './bench-report.ts';
import { formatTable } from '../../../infra/reference/format-table.ts';

/** The report as text for a terminal; its tables are Markdown as well. */
export function formatReport(report: BenchReport): string {
  const { machine, seconds, roundCount } = report;
  return [
    `${machine.processors}, ${machine.platform}, Node ${machine.node}; ` +
      `median of ${roundCount} rounds of ${seconds} s for each line`,
    formatTable(
      ['Accounts:', 'Callers:', 'What', 'Engine', 'Per second:', 'p50 ms:', 'p99 ms:', 'Failed:'],
      report.rows.map(formatRow),
    ),
    formatTable(
      ['Goal', 'Engine', 'Wanted', 'Measured:', 'Middle half:', 'Met'],
      report.goals.map(formatGoal),
    ),
    formatTable(
      ['Command', 'Write units:', 'Table:', 'Indexes:', 'Reads:', 'Largest item, bytes:'],
      report.units.map(formatUnits),
    ),
    ...report.notes,
  ].join('\n\n');
}

const formatRow = (row: BenchRow): string[] => [
  String(row.accounts),
  String(row.callers),
  row.contestant,
  row.engine,
  row.perSecond.toFixed(0),
  row.p50Ms?.toFixed(2) ?? 'none',
  row.p99Ms?.toFixed(2) ?? 'none',
  String(row.failures),
];

const formatGoal = ({ name, engine, goal, value, spread, isMet }: Goal): string[] => [
  name,
  engine,
  goal,
  value?.toFixed(2) ?? 'not measured',
  spread?.map((bound) => bound.toFixed(2)).join(' to ') ?? '',
  isMet === null ? 'not measured' : isMet ? 'yes' : 'no',
];

const formatUnits = (row: UnitRow): string[] => [
  row.command,
  String(row.writes),
  String(row.tableWrites),
  String(row.indexWrites),
  String(row.reads),
  String(row.largestItemBytes),
];
