import { describe, expect, it } from 'vitest';
import { createLanes } from '../simulator/lanes.ts';
import { runWithBug } from '../simulator/plant-bug.ts';
import { plantedBugs } from '../simulator/planted-bugs.ts';

/** Enough for the rarest of them; most are found within a hundred. */
const options = ['--commands', '4000', '--seed', '7'];
const runLimitMs = 300_000;
/** As many as the smallest machine has processors. */
const inLane = createLanes(2);

describe.concurrent('the simulation', () => {
  it(
    'finds nothing in the ledger as it is',
    async () => {
      const { exitCode, output } = await inLane(() => runWithBug(null, options));
      expect(output).not.toContain('Broken invariant');
      expect(exitCode).toBe(0);
    },
    runLimitMs,
  );

  it.each(plantedBugs)(
    'finds a ledger that $name',
    async (bug) => {
      const { exitCode, output } = await inLane(() => runWithBug(bug, options));
      expect(output).toContain('Broken invariant');
      expect(output).toContain('npm run simulate -- --commands');
      expect(exitCode).toBe(1);
    },
    runLimitMs,
  );

  it('refuses an edit that does not fit the source any more', async () => {
    const edit = { file: 'shared/plans.ts', find: 'no such text', replace: '' };
    await expect(runWithBug({ name: 'misses', edits: [edit] }, options)).rejects.toThrow(
      'holds 0 times',
    );
  });

  it('has a name of its own for each bug', () => {
    expect(new Set(plantedBugs.map(({ name }) => name)).size).toBe(plantedBugs.length);
    expect(plantedBugs.length).toBeGreaterThanOrEqual(14);
  });
});
