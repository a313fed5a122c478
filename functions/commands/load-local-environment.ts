import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const projectLocalDir = fileURLToPath(new URL('../../.local/', import.meta.url));

/**
 * Without a table named, a command means the product that runs on this machine, which says in a
 * file where its database is. With one named the file is left alone: a mixture of both would be
 * neither.
 */
export function loadLocalEnvironment(environment: NodeJS.ProcessEnv): void {
  if (environment['TABLE_NAME'] !== undefined) return;
  try {
    process.loadEnvFile(join(environment['LOCAL_DIR'] ?? projectLocalDir, 'environment'));
  } catch (error) {
    const isAbsent = error instanceof Error && 'code' in error && error.code === 'ENOENT';
    if (!isAbsent) throw error;
  }
}
