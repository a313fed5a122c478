import { mkdirSync, rmSync, writeFileSync } from 'node:fs';
import { type BundledFile, bundleFunction } from './bundle-function.ts';
import { bundleDirectory, sourceMapDirectory } from './find-bundle.ts';
import { listHandlers } from './list-handlers.ts';

/**
 * Bundles every handler into a folder of its own, and its source maps into another, as they are
 * for people and not for Lambda.
 *
 * @returns the handlers
 */
export async function bundleFunctions(): Promise<readonly string[]> {
  for (const directory of [bundleDirectory, sourceMapDirectory]) {
    rmSync(directory, { recursive: true, force: true });
  }
  const handlers = listHandlers();
  for (const handler of handlers) {
    const { code, sourceMaps } = await bundleFunction(`functions/${handler}.ts`);
    writeFiles(`${bundleDirectory}${handler}/`, code);
    writeFiles(`${sourceMapDirectory}${handler}/`, sourceMaps);
  }
  return handlers;
}

function writeFiles(directory: string, files: readonly BundledFile[]): void {
  mkdirSync(directory, { recursive: true });
  for (const { name, contents } of files) writeFileSync(directory + name, contents);
}
