import type { Metafile } from 'esbuild';

export interface BundleSize {
  /** What is loaded when the function starts. */
  readonly startBytes: number;
  /** Together with what is loaded only when it is needed. */
  readonly wholeBytes: number;
}

/** @param metafile of a bundle whose entry is `index.mjs` */
export function measureBundle({ outputs }: Metafile): BundleSize {
  const { code, entry } = listCode(outputs);
  const sizeOf = (paths: Iterable<string>): number =>
    [...paths].reduce((bytes, path) => bytes + (code.get(path)?.bytes ?? 0), 0);
  return { startBytes: sizeOf(findStartFiles(code, entry)), wholeBytes: sizeOf(code.keys()) };
}

/** The source files of which something is loaded when the function starts. */
export function findStartInputs({ outputs }: Metafile): readonly string[] {
  const { code, entry } = listCode(outputs);
  return [...findStartFiles(code, entry)].flatMap((path) =>
    Object.entries(code.get(path)?.inputs ?? {})
      .filter(([, { bytesInOutput }]) => bytesInOutput > 0)
      .map(([input]) => input),
  );
}

function listCode(outputs: Metafile['outputs']) {
  const code = new Map(Object.entries(outputs).filter(([path]) => path.endsWith('.mjs')));
  const entry = [...code.keys()].find((path) => path.endsWith('/index.mjs'));
  if (entry === undefined) throw new Error('The bundle has no index.mjs.');
  return { code, entry };
}

/** The entry and all that it imports outright, be it through other files. */
function findStartFiles(
  code: ReadonlyMap<string, Metafile['outputs'][string]>,
  entry: string,
): ReadonlySet<string> {
  // A set goes on over what is added to it while it is walked, and takes nothing twice.
  const found = new Set([entry]);
  for (const path of found) {
    for (const { path: imported, kind } of code.get(path)?.imports ?? []) {
      if (kind === 'import-statement' && code.has(imported)) found.add(imported);
    }
  }
  return found;
}
