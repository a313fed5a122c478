import { existsSync } from 'node:fs';
import { fileURLToPath } from 'node:url';

/** Where `npm run build:functions` puts one folder for each handler. */
export const bundleDirectory = fileURLToPath(new URL('../../.build/functions/', import.meta.url));

/** Where it puts their source maps, in the same folders. */
export const sourceMapDirectory = fileURLToPath(
  new URL('../../.build/source-maps/', import.meta.url),
);

/**
 * The folder with the bundle of a handler, `index.mjs` in it.
 * @throws Error when the functions have not been built
 */
export function findBundle(handlerFile: string): string {
  const folder = `${bundleDirectory}${handlerFile}`;
  if (existsSync(folder)) return folder;
  throw new Error(`${handlerFile} is not built. Run: npm run build:functions`);
}
