import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join, relative, sep } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Where `npm run build:pages` puts the pages. */
export const siteDirectory = fileURLToPath(new URL('../../../web/dist/', import.meta.url));

/**
 * Every file of the built site, relative to it: `assets/chat-Abc123.js`.
 * @throws Error when the pages have not been built
 */
export function listBuiltFiles(directory: string = siteDirectory): readonly string[] {
  if (!existsSync(join(directory, 'index.html'))) {
    throw new Error('The pages are not built. Run: npm run build:pages');
  }
  return readdirSync(directory, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => relative(directory, join(entry.parentPath, entry.name)).replaceAll(sep, '/'))
    .toSorted();
}

/** The page that stands in for those that there are not. */
export const readMissingPage = (directory: string = siteDirectory): string =>
  readFileSync(join(directory, '404.html'), 'utf8');
