import { execFileSync } from 'node:child_process';
import { pathToFileURL } from 'node:url';
import { bundleEnvironment, lambdaGlobalScript } from '../../support/bundle-environment.ts';

/** Longer than any import takes on any machine. */
const importTimeoutMs = 30_000;

const script = `${lambdaGlobalScript}
const startedAt = performance.now();
await import(process.argv[1]);
process.stdout.write(String(performance.now() - startedAt));
process.exit();`;

/**
 * What importing a bundle takes, in milliseconds, in a process that has done nothing else and knows
 * what Lambda would tell it.
 */
export function timeImport(file: string): number {
  const args = ['--input-type=module', '--eval', script, pathToFileURL(file).href];
  const output = execFileSync(process.execPath, args, {
    env: bundleEnvironment,
    encoding: 'utf8',
    timeout: importTimeoutMs,
  });
  const importMs = Number(output);
  if (!Number.isFinite(importMs) || output === '') throw new Error(`${file} printed ${output}`);
  return importMs;
}
