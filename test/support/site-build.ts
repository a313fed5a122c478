import { cpSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build } from 'vite';
import { listBuiltFiles } from '../../infra/constructs/site/built-site.ts';
import { siteParts } from '../../shared/site-parts.ts';

const webDirectory = fileURLToPath(new URL('../../web/', import.meta.url));

/** A text of the pages' sources, and what stands there in this build. */
export type TextChange = readonly [text: string, changed: string];

/**
 * Builds the pages as `npm run build:pages` does, with some texts changed.
 *
 * @throws Error when a text that is to be changed is nowhere
 */
export async function buildSite(directory: string, changes: readonly TextChange[] = []) {
  const missing = new Set(changes);
  await build({
    root: webDirectory,
    logLevel: 'warn',
    build: { outDir: directory, emptyOutDir: true },
    plugins: [
      {
        name: 'change-texts',
        transform: (code) =>
          changes.reduce((result, change) => {
            if (!result.includes(change[0])) return result;
            missing.delete(change);
            return result.replaceAll(...change);
          }, code),
      },
    ],
  });
  if (missing.size > 0) throw new Error(`Nowhere in the pages: ${[...missing].join(', ')}`);
}

/** Uploads a build as a deployment does: part after part, and what was there before stays. */
export function uploadBuild(from: string, to: string): void {
  const files = listBuiltFiles(from);
  for (const part of siteParts) {
    for (const file of files.filter((name) => part.includes(name))) {
      cpSync(join(from, file), join(to, file));
    }
  }
}
