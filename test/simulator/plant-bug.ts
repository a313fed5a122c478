import { execFile } from 'node:child_process';
import { cp, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { PlantedBug, PlantedEdit } from './planted-bugs.ts';

const root = fileURLToPath(new URL('../..', import.meta.url));
const copiedFolders = ['functions', 'shared', 'test/simulator'];
const runLimitMs = 60_000;
const outputLimitBytes = 4 * 1024 * 1024;

export interface PlantedRun {
  readonly exitCode: number;
  readonly output: string;
}

/**
 * Runs the simulation on a copy of the ledger with a bug in it, or without one.
 *
 * @throws Error when the source has changed, so that an edit no longer fits
 */
export async function runWithBug(
  bug: PlantedBug | null,
  options: readonly string[],
): Promise<PlantedRun> {
  const folder = await mkdtemp(join(tmpdir(), 'planted-bug-'));
  try {
    for (const name of copiedFolders) {
      await cp(join(root, name), join(folder, name), { recursive: true });
    }
    await cp(join(root, 'package.json'), join(folder, 'package.json'));
    await symlink(join(root, 'node_modules'), join(folder, 'node_modules'));
    for (const edit of bug?.edits ?? []) await applyEdit(folder, edit);
    return await runSimulation(folder, options);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function applyEdit(folder: string, { file, find, replace }: PlantedEdit): Promise<void> {
  const path = join(folder, file);
  const source = await readFile(path, 'utf8');
  const count = source.split(find).length - 1;
  if (count !== 1) throw new Error(`${file} holds ${count} times: ${find}`);
  await writeFile(
    path,
    source.replace(find, () => replace),
  );
}

function runSimulation(folder: string, options: readonly string[]): Promise<PlantedRun> {
  const program = join(folder, 'test/simulator/simulate.ts');
  const limits = { timeout: runLimitMs, maxBuffer: outputLimitBytes };
  return new Promise((resolve) => {
    execFile(process.execPath, [program, ...options], limits, (error, stdout, stderr) => {
      const exitCode = error === null ? 0 : typeof error.code === 'number' ? error.code : 1;
      resolve({ exitCode, output: `${stdout}${stderr}` });
    });
  });
}
