import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './write-file-atomically.ts';

/** What a command of an operator has to know; the functions' secrets are not its business. */
const sharedNames = ['TABLE_NAME', 'AWS_REGION', 'DYNAMODB_ENDPOINT'];

/**
 * Tells commands such as `npm run audit` where the database is, while it runs.
 * @param environment of the functions
 * @returns how to take the file away
 */
export function writeEnvironmentFile(
  localDir: string,
  environment: Readonly<Record<string, string>>,
): () => void {
  const path = join(localDir, 'environment');
  const lines = Object.entries(environment)
    .filter(([name]) => sharedNames.includes(name))
    .map(([name, value]) => `${name}=${value}\n`);
  writeFileAtomically(path, lines.join(''));
  return () => rmSync(path, { force: true });
}
