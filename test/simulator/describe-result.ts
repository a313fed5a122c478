import { BrokenInvariant } from './broken-invariant.ts';
import type { SimulationOptions, SimulationResult } from './run-simulation.ts';
import { commandsPerRound } from './run-simulation.ts';
import { countNames } from './tally.ts';
import { faultNames } from './world/faults.ts';

const nameWidth = 28;

/** A short table of what a run came to. @param durationMs of the run, by the wall clock */
export function describeSuccess({ tally, faultCounts }: SimulationResult, durationMs: number) {
  const seconds = durationMs / 1000;
  const groups = tally.read('groups');
  const mean = groups === 0 ? 0 : tally.read('commands in groups') / groups;
  const rows: [string, number | string][] = [
    ...countNames.map((name): [string, number] => [name, Math.round(tally.read(name))]),
    ['mean size of a group', mean.toFixed(1)],
    ...faultNames.map((name): [string, number] => [`fault ${name}`, faultCounts.get(name) ?? 0]),
    ['seconds', seconds.toFixed(1)],
    ['commands per second', Math.round(tally.read('commands') / seconds)],
  ];
  return rows.map(([name, value]) => `${name.padEnd(nameWidth)}${value}`).join('\n');
}

/** What broke, what went before it, and how to see it again. */
export function describeFailure(
  failure: NonNullable<SimulationResult['failure']>,
  options: SimulationOptions,
  database: string,
): string {
  const { error, lines, seed } = failure;
  const isFound = error instanceof BrokenInvariant;
  const faults = options.faults.size === faultNames.length ? 'all' : [...options.faults].join(',');
  const again = [
    `--commands ${Math.min(options.commandCount, commandsPerRound)}`,
    `--seed ${seed}`,
    `--accounts ${options.accountCount}`,
    `--processes ${options.processCount}`,
    `--database ${database}`,
    `--faults ${faults || 'none'}`,
  ];
  return [
    isFound ? `Broken invariant on ${error.accountId}:` : 'The simulation itself failed:',
    isFound ? error.message : String(error instanceof Error ? error.stack : error),
    '',
    'What happened last to this account:',
    ...lines,
    '',
    `Seed ${seed}. To see it again:`,
    `npm run simulate -- ${again.join(' ')}`,
  ].join('\n');
}
