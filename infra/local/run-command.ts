import { execFile } from 'node:child_process';

export type RunCommand = (
  command: string,
  commandArguments: readonly string[],
  timeoutMs: number,
) => Promise<{ isSuccess: boolean; output: string }>;

const outputLimitBytes = 4 * 1024 * 1024;

/** Runs a command to its end. A missing one counts as one that failed. */
export const runCommand: RunCommand = (command, commandArguments, timeoutMs) =>
  new Promise((resolve) => {
    execFile(
      command,
      commandArguments,
      {
        timeout: timeoutMs,
        maxBuffer: outputLimitBytes,
        env: { ...process.env, DEBIAN_FRONTEND: 'noninteractive' },
      },
      (error, stdout, stderr) => resolve({ isSuccess: error === null, output: stdout + stderr }),
    );
  });
