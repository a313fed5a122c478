import type { Metafile } from 'esbuild';
import { describe, expect, it } from 'vitest';
import { findStartInputs, measureBundle } from '../../../infra/bundle/measure-bundle.ts';

type Kind = Metafile['outputs'][string]['imports'][number]['kind'];

/** A bundle of files that import each other: `{index: [100, {chunk: 'import-statement'}]}`. */
const buildMetafile = (
  files: Readonly<Record<string, readonly [number, Readonly<Record<string, Kind>>]>>,
): Metafile => ({
  inputs: {},
  outputs: Object.fromEntries(
    Object.entries(files).map(([name, [bytes, imported]]) => {
      const imports = Object.entries(imported).map(([path, kind]) => ({
        path: `out/${path}`,
        kind,
      }));
      const inputs = { [`src/${name}`]: { bytesInOutput: bytes } };
      return [`out/${name}`, { bytes, imports, inputs, exports: [] }];
    }),
  ),
});

describe('what a bundle loads when it starts', () => {
  it('is what its files are made of that are imported outright, and not empty', () => {
    const metafile = buildMetafile({
      'index.mjs': [100, { 'lazy.mjs': 'dynamic-import', 'shared.mjs': 'import-statement' }],
      'lazy.mjs': [20, {}],
      'shared.mjs': [3, { 'empty.mjs': 'import-statement' }],
      'empty.mjs': [0, {}],
    });
    expect(findStartInputs(metafile)).toEqual(['src/index.mjs', 'src/shared.mjs']);
  });
});

describe('the size of a bundle', () => {
  it('is that of its one file', () => {
    const metafile = buildMetafile({ 'index.mjs': [100, {}] });
    expect(measureBundle(metafile)).toEqual({ startBytes: 100, wholeBytes: 100 });
  });

  it('counts for the start what is imported outright, once, also through other files', () => {
    const metafile = buildMetafile({
      'index.mjs': [100, { 'a.mjs': 'import-statement', 'b.mjs': 'import-statement' }],
      'a.mjs': [20, { 'b.mjs': 'import-statement' }],
      'b.mjs': [3, { 'a.mjs': 'import-statement' }],
    });
    expect(measureBundle(metafile)).toEqual({ startBytes: 123, wholeBytes: 123 });
  });

  it('counts what is imported at a need only for the whole', () => {
    const metafile = buildMetafile({
      'index.mjs': [100, { 'lazy.mjs': 'dynamic-import', 'shared.mjs': 'import-statement' }],
      'lazy.mjs': [20, { 'shared.mjs': 'import-statement', 'more.mjs': 'import-statement' }],
      'shared.mjs': [3, {}],
      'more.mjs': [4, {}],
    });
    expect(measureBundle(metafile)).toEqual({ startBytes: 103, wholeBytes: 127 });
  });

  it('leaves out source maps and modules of Node', () => {
    const metafile = buildMetafile({
      'index.mjs': [100, { 'node:fs': 'import-statement' }],
      'index.mjs.map': [5_000, {}],
    });
    expect(measureBundle(metafile)).toEqual({ startBytes: 100, wholeBytes: 100 });
  });

  it('is refused for what has no beginning', () => {
    const metafile = buildMetafile({ 'other.mjs': [100, {}] });
    expect(() => measureBundle(metafile)).toThrow('index.mjs');
  });
});
