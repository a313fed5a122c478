import { fork } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempDisposable, readFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { expect, it } from 'vitest';
import { spawnBound } from '../../../infra/local/spawn-bound.ts';
import { isAlive, waitUntil } from './wait-until.ts';

const parentScript = fileURLToPath(new URL('./spawn-bound-parent.ts', import.meta.url));

it.each(['SIGKILL', 'SIGTERM', 'throw', 'exit'])(
  'a bound process does not outlive a parent that ends by %s',
  async (ending) => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'bound-'));
    const path = join(folder.path, 'pid');
    const readId = async () => Number(await readFile(path, 'utf8').catch(() => ''));
    const parent = fork(parentScript, [ending, path], { silent: true, execArgv: [] });
    await waitUntil(async () => (await readId()) > 0, 'the id of the bound process');
    const childId = await readId();
    expect(isAlive(childId)).toBe(true);
    parent.send('end');
    await once(parent, 'exit');
    await waitUntil(() => !isAlive(childId), 'its end');
  },
);

it('a bound process that ends by itself reports its code', async () => {
  const child = spawnBound(process.execPath, ['-e', 'process.exit(3)'], process.cwd());
  expect(await once(child, 'exit')).toEqual([3, null]);
});

it('a command that is missing counts as one that ended with 127', async () => {
  const child = spawnBound('no-such-command', [], process.cwd());
  expect(await once(child, 'exit')).toEqual([127, null]);
});
