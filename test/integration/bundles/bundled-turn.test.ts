import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { bundleFunction } from '../../../infra/bundle/bundle-function.ts';
import type { HandlerName, LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import { installLambdaRuntimeGlobal } from '../../../infra/local/gateway/lambda-runtime-global.ts';
import { describeApiEnvironment } from '../../support/api-environment.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import { writeBundle } from '../../support/write-bundle.ts';

/** All that is called here, and the file of each. */
const bundled = {
  authorize: 'authorize',
  connect: 'connect',
  chat: 'chat',
  getBalance: 'get-balance',
  getSession: 'get-session',
} as const satisfies Partial<Record<HandlerName, string>>;

const moduleSchema = z.object({
  handler: z.custom<LambdaHandler>((value) => typeof value === 'function'),
});

/** The handler of a function, out of its bundle. */
async function loadBundled(directory: string, file: string): Promise<LambdaHandler> {
  const bundle = await bundleFunction(`functions/routes/${file}.ts`);
  const [entry = ''] = writeBundle(join(directory, file), bundle);
  const loaded: unknown = await import(/* @vite-ignore */ pathToFileURL(entry).href);
  return moduleSchema.parse(loaded).handler;
}

describe('the functions as they are deployed', () => {
  let directory: string;
  let table: TestTable;
  let api: TestApi;

  beforeAll(async () => {
    directory = mkdtempSync(join(tmpdir(), 'bundled-turn-'));
    table = await createTestTable();
    // Both are read while a bundle is imported.
    Object.assign(process.env, describeApiEnvironment(table));
    installLambdaRuntimeGlobal();
    const handlers: Partial<Record<HandlerName, () => LambdaHandler>> = {};
    for (const [name, file] of Object.entries(bundled)) {
      const handler = await loadBundled(directory, file);
      Object.assign(handlers, { [name]: () => handler });
    }
    api = await startApi({ table, handlers });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    rmSync(directory, { recursive: true });
  });

  it('connect, answer a message with a tool and charge for it', async () => {
    const account = await api.openAccount();
    const chat = await account.chat();
    const reply = await chat.say('list my contacts');
    expect(reply).toMatchObject({ status: 200, metadata: { outcome: 'completed', tokens: 1 } });
    expect(reply.text).toMatch(/contact/i);
    expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
    expect(await account.problems()).toEqual([]);
  });

  it('describe a session as the function that made it', async () => {
    const account = await api.openAccount();
    const { clientId } = account;
    const made = await account.call('POST', '/api/mcp/connect', { clientId });
    const { sessionId } = z.object({ sessionId: z.string() }).parse(made.body);
    const read = await account.call('GET', `/api/mcp/sessions/${sessionId}`);
    expect(read).toMatchObject({ status: 200, body: made.body });
  });
});
