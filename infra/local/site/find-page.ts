import { readFile } from 'node:fs/promises';
import { join, posix, sep } from 'node:path';

export interface SiteFile {
  readonly path: string;
  readonly bytes: Buffer;
}

/**
 * The built file at an address: `/` is the hub, `/chat` is `chat.html`.
 * @returns undefined when there is none, or when the address is roundabout or leads out of the
 *   folder: S3 knows each file by one name
 */
export async function findPage(
  siteDirectory: string,
  pathname: string,
): Promise<SiteFile | undefined> {
  const decoded = decodePath(pathname);
  if (decoded === undefined || posix.normalize(decoded) !== decoded) return undefined;
  const names = decoded === '/' ? ['/index.html'] : [decoded, `${decoded}.html`];
  for (const name of names) {
    const path = join(siteDirectory, name);
    if (!path.startsWith(siteDirectory + sep)) continue;
    const bytes = await readFile(path).catch(ignoreMissing);
    if (bytes) return { path, bytes };
  }
  return undefined;
}

function decodePath(pathname: string): string | undefined {
  try {
    const decoded = decodeURIComponent(pathname);
    return decoded.includes('\0') ? undefined : decoded;
  } catch {
    return undefined;
  }
}

const missingCodes = new Set(['ENOENT', 'EISDIR', 'ENOTDIR', 'ENAMETOOLONG']);

function ignoreMissing(error: NodeJS.ErrnoException): undefined {
  if (!missingCodes.has(error.code ?? '')) throw error;
}
