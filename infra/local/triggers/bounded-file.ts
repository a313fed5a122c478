import { appendFileSync, mkdirSync, renameSync, statSync } from 'node:fs';
import { dirname } from 'node:path';

const fileLimitBytes = 10 * 1024 * 1024;
const ownerOnly = 0o600;

/**
 * Appends JSON lines to a file. One that has grown to 10 MB becomes `<path>.1`, so that they take
 * 20 MB at most.
 */
export function openBoundedFile(path: string): (line: unknown) => void {
  mkdirSync(dirname(path), { recursive: true });
  let sizeBytes = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  return (line) => {
    const text = `${JSON.stringify(line)}\n`;
    const lengthBytes = Buffer.byteLength(text);
    if (sizeBytes > 0 && sizeBytes + lengthBytes > fileLimitBytes) {
      renameSync(path, `${path}.1`);
      sizeBytes = 0;
    }
    appendFileSync(path, text, { mode: ownerOnly });
    sizeBytes += lengthBytes;
  };
}
