import { execFile } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleFunction } from '../../infra/bundle/bundle-function.ts';
import { listHandlers } from '../../infra/bundle/list-handlers.ts';
import { bundleEnvironment, lambdaGlobalScript } from '../support/bundle-environment.ts';
import { writeBundle } from '../support/write-bundle.ts';

const run = promisify(execFile);
const importTimeoutMs = 60_000;

/** What a process prints that runs this as a module, knowing what Lambda would tell it. */
async function evaluate(script: string, environment = bundleEnvironment): Promise<unknown> {
  const args = ['--input-type=module', '--eval', `${lambdaGlobalScript}${script}process.exit();`];
  const { stdout } = await run(process.execPath, args, {
    env: environment,
    timeout: importTimeoutMs,
  });
  return JSON.parse(stdout.trim().split('\n').at(-1) ?? '');
}

describe('the bundles, each on its own as Lambda has them', () => {
  const handlers = listHandlers();
  const filesOf = new Map<string, string[]>();
  let directory: string;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'bundles-'));
    for (const handler of handlers) {
      const bundle = await bundleFunction(`functions/${handler}.ts`);
      filesOf.set(handler, writeBundle(join(directory, handler), bundle));
    }
  }, 120_000);

  afterAll(() => rmSync(directory, { recursive: true, force: true }));

  it(
    'export a handler, and can load all that they load later',
    async () => {
      const exported = await evaluate(`
        const exported = {};
        for (const [handler, [entry, ...later]] of ${JSON.stringify([...filesOf])}) {
          exported[handler] = typeof (await import(entry)).handler;
          for (const file of later) await import(file);
        }
        process.stdout.write(JSON.stringify(exported));`);
      expect(exported).toEqual(
        Object.fromEntries(handlers.map((handler) => [handler, 'function'])),
      );
    },
    importTimeoutMs,
  );

  it('answer as the source does', async () => {
    const [entry] = filesOf.get('routes/get-pricing') ?? [];
    const event = { headers: {}, requestContext: { requestId: 'request-1' } };
    const answer = z.object({ statusCode: z.number(), body: z.string() }).parse(
      await evaluate(`
        const { handler } = await import(${JSON.stringify(entry)});
        const answer = await handler(${JSON.stringify(event)}, {});
        process.stdout.write(JSON.stringify(answer));`),
    );
    expect(answer.statusCode).toBe(200);
    expect(JSON.parse(answer.body)).toMatchObject({ services: expect.anything() });
  });
});
