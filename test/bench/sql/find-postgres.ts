import { existsSync, globSync } from 'node:fs';
import { delimiter, join } from 'node:path';

const usualFolders = ['/usr/local/bin', '/opt/homebrew/bin'];
const debianFolders = '/usr/lib/postgresql/*/bin';

/**
 * Looks for PostgreSQL's server programs in the path and where packages put them.
 *
 * @returns the folder with `initdb` and `postgres`, or null; of several versions the newest
 */
export function findPostgres(environment: NodeJS.ProcessEnv): string | null {
  const pathFolders = (environment['PATH'] ?? '').split(delimiter).filter((part) => part !== '');
  const packaged = globSync(debianFolders).toSorted(compareVersions).toReversed();
  const hasPrograms = (folder: string) =>
    existsSync(join(folder, 'initdb')) && existsSync(join(folder, 'postgres'));
  return [...packaged, ...pathFolders, ...usualFolders].find(hasPrograms) ?? null;
}

const compareVersions = (left: string, right: string): number =>
  left.localeCompare(right, 'en', { numeric: true });
