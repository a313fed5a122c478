import { readdirSync, rmSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { build } from 'esbuild';
import { bundleDirectory } from './find-bundle.ts';

const functionsDirectory = fileURLToPath(new URL('../../functions/', import.meta.url));
const handlerFolders = ['routes', 'triggers'] as const;

/** Every handler of the product, as `routes/connect`. */
const listHandlerFiles = (): readonly string[] =>
  handlerFolders.flatMap((folder) =>
    readdirSync(functionsDirectory + folder).map(
      (file) => `${folder}/${file.replace(/\.ts$/, '')}`,
    ),
  );

export async function bundleFunctions(): Promise<readonly string[]> {
  rmSync(bundleDirectory, { recursive: true, force: true });
  const handlerFiles = listHandlerFiles();
  await build({
    entryPoints: handlerFiles.map((file) => ({
      in: `${functionsDirectory}${file}.ts`,
      out: `${file}/index`,
    })),
    outdir: bundleDirectory,
    outExtension: { '.js': '.mjs' },
    bundle: true,
    minify: true,
    platform: 'node',
    target: 'node24',
    format: 'esm',
    mainFields: ['module', 'main'],
    banner: {
      js: "import{createRequire as $require}from'node:module';const require=$require(import.meta.url);",
    },
    logLevel: 'warning',
  });
  return handlerFiles;
}
