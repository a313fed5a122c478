import { join } from 'node:path';
import type { BuildOptions } from 'esbuild';
import { bundleFunction } from '../../../infra/bundle/bundle-function.ts';
import { functionOptions, plainOptions } from '../../../infra/bundle/bundle-options.ts';
import { listHandlers } from '../../../infra/bundle/list-handlers.ts';
import { type BundleSize, measureBundle } from '../../../infra/bundle/measure-bundle.ts';
import { writeBundle } from '../../support/write-bundle.ts';

/** A bundle on disk, to be imported. */
export interface ImportCandidate extends BundleSize {
  readonly name: string;
  readonly file: string;
}

/** The reference: the least function there can be, bundled as anybody would. */
export const plainName = 'middy, zod, DynamoDB client';
const trimmedName = `${plainName}, bundled as ours`;

const plainFile = 'test/bench/imports/plain-function.ts';

/** Bundles the reference, the same in our way, and every function, each in a folder of its own. */
export async function buildCandidates(directory: string): Promise<ImportCandidate[]> {
  const buildCandidate = (name: string, entryFile: string, options: BuildOptions) =>
    bundleCandidate(join(directory, name), name, entryFile, options);
  const candidates = [
    await buildCandidate(plainName, plainFile, plainOptions),
    await buildCandidate(trimmedName, plainFile, functionOptions),
  ];
  for (const handler of listHandlers()) {
    candidates.push(await buildCandidate(handler, `functions/${handler}.ts`, functionOptions));
  }
  return candidates;
}

async function bundleCandidate(
  directory: string,
  name: string,
  entryFile: string,
  options: BuildOptions,
): Promise<ImportCandidate> {
  const bundle = await bundleFunction(entryFile, options);
  const [file = ''] = writeBundle(directory, bundle);
  return { name, file, ...measureBundle(bundle.metafile) };
}
