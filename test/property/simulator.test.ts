import { expect, it } from 'vitest';
import { openMemoryDatabase } from '../simulator/database/open-memory-database.ts';
import { describeFailure } from '../simulator/describe-result.ts';
import { runSimulation, type SimulationOptions } from '../simulator/run-simulation.ts';
import { type FaultName, faultNames } from '../simulator/world/faults.ts';

const runLimitMs = 120_000;

const buildOptions = (overrides: Partial<SimulationOptions>): SimulationOptions => ({
  seed: 1,
  commandCount: 1_000,
  accountCount: 4,
  processCount: 3,
  faults: new Set(faultNames),
  ...overrides,
});

async function simulate(overrides: Partial<SimulationOptions>) {
  const options = buildOptions(overrides);
  const result = await runSimulation(options, openMemoryDatabase);
  const story = result.failure && describeFailure(result.failure, options, 'memory');
  return { ...result, story };
}

const randomSeed = Math.floor(Math.random() * 1_000_000);

it.each([11, 23, 4_711, randomSeed])(
  'finds nothing wrong in the ledger under all faults (seed %i)',
  async (seed) => {
    const { story, tally } = await simulate({ seed, commandCount: 1_500 });
    expect(story).toBeNull();
    expect(tally.read('commands')).toBeGreaterThanOrEqual(1_500);
  },
  runLimitMs,
);

it(
  'finds nothing wrong with many processes on one account',
  async () => {
    const { story, tally } = await simulate({ accountCount: 1, processCount: 8, seed: 5 });
    expect(story).toBeNull();
    expect(tally.read('largest group')).toBeGreaterThan(2);
  },
  runLimitMs,
);

it(
  'does what it says: every fault strikes, groups form, processes die and months pass',
  async () => {
    const { faultCounts, tally, story } = await simulate({ seed: 60, commandCount: 4_000 });
    expect(story).toBeNull();
    expect(faultNames.filter((name) => !faultCounts.has(name))).toEqual([]);
    expect(tally.read('groups')).toBeGreaterThan(20);
    expect(tally.read('processes killed')).toBeGreaterThan(2);
    expect(tally.read('virtual days')).toBeGreaterThan(60);
    expect(tally.read('replays')).toBeGreaterThan(100);
    expect(tally.read('refusals')).toBeGreaterThan(100);
  },
  runLimitMs,
);

it(
  'runs the same way for the same seed, event for event, and another for another',
  async () => {
    const first = await simulate({ seed: 77 });
    const again = await simulate({ seed: 77 });
    const other = await simulate({ seed: 78 });
    expect(again.digest).toBe(first.digest);
    expect(other.digest).not.toBe(first.digest);
  },
  runLimitMs,
);

it('answers every command at once when nothing goes wrong', async () => {
  const { tally, faultCounts } = await simulate({ faults: new Set<FaultName>(), seed: 9 });
  expect(faultCounts.size).toBe(0);
  expect(tally.read('failed calls')).toBe(0);
  expect(tally.read('calls of killed processes')).toBe(0);
});
