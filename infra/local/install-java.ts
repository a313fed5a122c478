import { runCommand, type RunCommand } from './run-command.ts';

/** The second one is for Debian releases that no longer have 17. */
const packages = ['openjdk-17-jre-headless', 'default-jre-headless'];
const installTimeoutMs = 10 * 60 * 1000;

/**
 * Installs Java with apt-get, on systems that have it.
 * @returns whether it did
 */
export async function installJava(run: RunCommand = runCommand): Promise<boolean> {
  const update = await run('apt-get', ['update'], installTimeoutMs);
  if (!update.isSuccess) return false;
  for (const name of packages) {
    const install = ['install', '--yes', '--no-install-recommends', name];
    if ((await run('apt-get', install, installTimeoutMs)).isSuccess) return true;
  }
  return false;
}
