import { spawn, type ChildProcess } from 'node:child_process';

/**
 * Runs `"$@"` until it ends or standard input closes. The input is a pipe from us, so it closes
 * however we die, SIGKILL included; without this, DynamoDB Local outlived every crash.
 */
const guardScript = `
exec 3<&0
"$@" 3<&- </dev/null &
pid=$!
trap 'kill $pid' TERM INT
(cat <&3 >/dev/null; kill -KILL $pid 2>/dev/null) &
wait $pid; code=$?
wait $pid 2>/dev/null # a trap ends the first wait early
exit $code`;

/** A child process that never outlives this one. Its output is dropped. */
export function spawnBound(
  command: string,
  commandArguments: readonly string[],
  workingDirectory: string,
): ChildProcess {
  const options = {
    cwd: workingDirectory,
    // Its own group: Ctrl+C must not reach it before we have used it for the last time.
    detached: process.platform !== 'win32',
    stdio: ['pipe', 'ignore', 'ignore'] as ['pipe', 'ignore', 'ignore'],
  };
  const child =
    process.platform === 'win32'
      ? spawn(command, commandArguments, options)
      : spawn('sh', ['-c', guardScript, 'sh', command, ...commandArguments], options);
  child.stdin?.on('error', () => {});
  const kill = () => child.kill('SIGTERM');
  process.once('exit', kill);
  child.once('exit', () => {
    process.off('exit', kill);
    child.stdin?.end();
  });
  return child;
}
