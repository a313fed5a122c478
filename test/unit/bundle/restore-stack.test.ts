import { mkdtempSync, readFileSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleFunction, type FunctionBundle } from '../../../infra/bundle/bundle-function.ts';
import { restoreStack } from '../../../infra/bundle/restore-stack.ts';
import { writeBundle } from '../../support/write-bundle.ts';

const source = 'functions/config.ts';
const moduleSchema = z.object({
  readTableConfig: z.custom<(environment: object) => unknown>(
    (value) => typeof value === 'function',
  ),
});

/** The stack of what this throws. */
function stackOf(work: () => unknown): string {
  try {
    work();
  } catch (error) {
    return error instanceof Error ? (error.stack ?? '') : '';
  }
  throw new Error('It should have thrown.');
}

describe('a stack trace of a bundle', () => {
  let directory: string;
  let bundle: FunctionBundle;
  let stack: string;

  const readMap = (name: string): string => {
    const map = bundle.sourceMaps.find((file) => file.name === `${name}.map`);
    if (!map) throw new Error(`${name} has no source map`);
    return Buffer.from(map.contents).toString('utf8');
  };

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'restore-stack-'));
    bundle = await bundleFunction(source);
    const [entry = ''] = writeBundle(directory, bundle);
    const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(entry).href);
    const { readTableConfig } = moduleSchema.parse(loaded);
    stack = stackOf(() => readTableConfig({})).replaceAll(directory, '/var/task');
  });
  afterAll(() => rmSync(directory, { recursive: true }));

  it('names the line of the source that threw', () => {
    const lines = readFileSync(source, 'utf8').split('\n');
    const line = lines.findIndex((text) => text.includes('throw new Error(`The environment')) + 1;
    expect(restoreStack(stack, readMap)).toContain(`${source}:${line}:`);
  });

  it('is read from a log, too, where it is one line of JSON', () => {
    const restored = restoreStack(JSON.stringify({ stack }), readMap);
    expect(JSON.parse(restored)).toEqual({ stack: restoreStack(stack, readMap) });
  });

  it('keeps what is not of the bundle', () => {
    const other = 'Error: no\n    at node:internal/process/task_queues:103:5';
    expect(restoreStack(other, readMap)).toBe(other);
  });

  it('keeps a place that the map does not know', () => {
    const beyond = 'at /var/task/index.mjs:1:1';
    const map = { version: 3, sources: [], names: [], mappings: '' };
    expect(restoreStack(beyond, () => JSON.stringify(map))).toBe(beyond);
  });

  it('is not restored by anything but a source map', () => {
    expect(() => restoreStack('/var/task/index.mjs:1:1', () => '{"version":3}')).toThrow();
  });
});
