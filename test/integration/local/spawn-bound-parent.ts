import { spawnBound } from '../../../infra/local/spawn-bound.ts';

/** Starts a process that writes its id to a file, then ends in the way that it was told. */
const [, , ending = 'exit', path = ''] = process.argv;
const child = `require('node:fs').writeFileSync(${JSON.stringify(path)}, String(process.pid));
setInterval(() => {}, 1000)`;
spawnBound(process.execPath, ['-e', child], process.cwd());
process.once('message', () => {
  if (ending === 'throw') throw new Error('crashed');
  if (ending === 'exit') process.exit(0);
  process.kill(process.pid, ending);
});
