import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { writeFileAtomically } from './write-file-atomically.ts';

/** What scripts and tests need to use the running server. */
export interface Ready {
  readonly url: string;
  readonly apiKey: string;
  readonly clientId: string;
  readonly accountId: string;
}

const readyPath = (localDir: string) => join(localDir, 'ready.json');

/** The file exists only while the server serves. It holds a key, so only its owner may read it. */
export function writeReadyFile(localDir: string, ready: Ready): void {
  writeFileAtomically(readyPath(localDir), `${JSON.stringify(ready, null, 2)}\n`);
}

export function removeReadyFile(localDir: string): void {
  rmSync(readyPath(localDir), { force: true });
}
