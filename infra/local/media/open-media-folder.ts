import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';

export interface MediaFolder {
  readonly path: string;
  /** Removes it, where nothing is to be kept. */
  close(): void;
}

/** @param dataDir where data is kept; undefined: pictures go when the process does */
export function openMediaFolder(dataDir: string | undefined): MediaFolder {
  if (dataDir !== undefined) return { path: join(dataDir, 'media'), close: () => undefined };
  const path = mkdtempSync(join(tmpdir(), 'metered-copilot-media-'));
  const close = () => rmSync(path, { recursive: true, force: true });
  // Also when nobody stops it in good order.
  process.once('exit', close);
  return {
    path,
    close: () => {
      process.off('exit', close);
      close();
    },
  };
}
