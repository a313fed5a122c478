import { join } from 'node:path';
import { runCommand, type RunCommand } from './run-command.ts';

const oldestJavaVersion = 17;
const versionTimeoutMs = 10_000;

/**
 * Looks for Java in JAVA_HOME, then in the path.
 * @returns its executable, or undefined when there is none that is new enough
 */
export async function findJava(
  environment: NodeJS.ProcessEnv,
  run: RunCommand = runCommand,
): Promise<string | undefined> {
  const home = environment['JAVA_HOME'];
  const candidates = [...(home ? [join(home, 'bin', 'java')] : []), 'java'];
  for (const java of candidates) {
    const version = await readVersion(java, run);
    if (version !== undefined && version >= oldestJavaVersion) return java;
  }
  return undefined;
}

/** The first line is `openjdk version "17.0.15" 2025-04-15`, or `"1.8.0_392"` before Java 9. */
async function readVersion(java: string, run: RunCommand): Promise<number | undefined> {
  const result = await run(java, ['-version'], versionTimeoutMs);
  const version = /version "(\d+)/.exec(result.output)?.[1];
  return result.isSuccess && version !== undefined ? Number(version) : undefined;
}
