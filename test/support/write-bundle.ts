import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import type { FunctionBundle } from '../../infra/bundle/bundle-function.ts';

/** Puts the code of a bundle on disk. @returns the files, the one that Lambda starts first */
export function writeBundle(directory: string, { code }: Pick<FunctionBundle, 'code'>): string[] {
  mkdirSync(directory, { recursive: true });
  for (const { name, contents } of code) writeFileSync(join(directory, name), contents);
  const others = code.filter(({ name }) => name !== 'index.mjs').map(({ name }) => name);
  return ['index.mjs', ...others].map((name) => join(directory, name));
}
