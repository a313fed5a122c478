import { basename } from 'node:path';
import { fileURLToPath } from 'node:url';
import { build, type BuildOptions, type Metafile } from 'esbuild';
import { functionOptions } from './bundle-options.ts';

const rootDirectory = fileURLToPath(new URL('../../', import.meta.url));

export interface BundledFile {
  /** `index.mjs`, `chunk-ABC.mjs`, or one of these with `.map`. */
  readonly name: string;
  readonly contents: Uint8Array;
}

export interface FunctionBundle {
  /** What Lambda gets; `index.mjs` is where it starts. */
  readonly code: readonly BundledFile[];
  readonly sourceMaps: readonly BundledFile[];
  readonly metafile: Metafile;
}

/**
 * Bundles one handler, in memory.
 *
 * @param entryFile below the root of the project: `functions/routes/connect.ts`
 * @param options other than ours, to compare them
 * @throws BuildFailure of esbuild
 */
export async function bundleFunction(
  entryFile: string,
  options: BuildOptions = functionOptions,
): Promise<FunctionBundle> {
  const { outputFiles, metafile } = await build({
    ...options,
    absWorkingDir: rootDirectory,
    entryPoints: [{ in: entryFile, out: 'index' }],
    // Nothing is written there; chunks and source maps name each other from it.
    outdir: '.build/function',
    metafile: true,
    write: false,
  });
  const files = outputFiles.map(({ path, contents }) => ({ name: basename(path), contents }));
  return {
    code: files.filter(({ name }) => !name.endsWith('.map')),
    sourceMaps: files.filter(({ name }) => name.endsWith('.map')),
    metafile,
  };
}
