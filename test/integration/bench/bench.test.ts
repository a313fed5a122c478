import { execFile } from 'node:child_process';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { expect, it } from 'vitest';
import { contestantNames } from '../../bench/contestants/contestant.ts';
import { benchReportSchema } from '../../bench/report/bench-report.ts';

const run = promisify(execFile);
const program = fileURLToPath(new URL('../../bench/bench.ts', import.meta.url));
const programTimeoutMs = 180_000;
const loads = [
  [1, 1],
  [1, 8],
  [1, 32],
  [2, 32],
];

it(
  'npm run bench measures every contestant under every load, and prints and writes the figures',
  async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'bench-test-'));
    const json = join(folder.path, 'results.json');
    const tiny = ['--seconds', '0.02', '--rounds', '1', '--accounts', '2'];
    const { stdout } = await run(
      process.execPath,
      [program, ...tiny, '--storage', 'memory', '--json', json],
      { timeout: programTimeoutMs },
    );

    const report = benchReportSchema.parse(JSON.parse(await readFile(json, 'utf8')));
    const isSqlMeasured = !report.notes.some((note) => note.startsWith('SQL was not measured'));
    const names = Object.values(contestantNames).filter(
      (name) => isSqlMeasured || !name.startsWith('SQL'),
    );
    expect(new Set(report.rows.map(({ contestant }) => contestant))).toEqual(new Set(names));
    for (const name of names) {
      const rows = report.rows.filter(({ contestant }) => contestant === name);
      expect(rows.map(({ accounts, callers }) => [accounts, callers])).toEqual(loads);
      for (const row of rows) {
        expect(row, name).toMatchObject({ failures: 0 });
        expect(row.perSecond, name).toBeGreaterThan(0);
        expect(row.p99Ms, name).toBeGreaterThanOrEqual(row.p50Ms ?? Infinity);
      }
      expect(stdout).toContain(name);
    }
    expect(report.goals).toHaveLength(5);
    for (const { name } of report.goals) expect(stdout).toContain(name);
    const judged = report.goals.filter(({ value }) => value !== null && value > 0);
    expect(judged).toHaveLength(isSqlMeasured ? 5 : 3);
    expect(report.units.map(({ command }) => command)).toContain('charge');
    expect(stdout).toMatch(/\| Command +\| Write units/);
  },
  programTimeoutMs,
);

it('npm run bench says how it is called when it is called in another way', async () => {
  const called = run(process.execPath, [program, '--minutes', '1']);
  await expect(called).rejects.toMatchObject({
    code: 1,
    stderr: expect.stringContaining('--seconds'),
  });
});
