import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtemp, readdir, readFile, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { type AuthorizingProxy, startAuthorizingProxy } from '../../support/authorizing-proxy.ts';
import { addConformanceTools } from '../../support/conformance-tools.ts';
import { type RemoteServer, startRemoteServer } from '../../support/remote-server.ts';

const require = createRequire(import.meta.url);
/** What is not offered, by revision. */
const baselineOf = (revision: string) =>
  fileURLToPath(new URL(`../../conformance/not-offered-${revision}.yml`, import.meta.url));
const suiteTimeoutMs = 60_000;

const released = require.resolve('@modelcontextprotocol/conformance/dist/index.js');
const newest = require.resolve('conformance-alpha/dist/index.js');

const checksSchema = z.array(z.object({ id: z.string(), status: z.string() }));

/** Of the scenarios that are on the list, what fails in those of which most passes. */
const toolsThatAskOrSubscribe = [
  'sep-2575-server-rejects-undeclared-capability',
  'sep-2575-missing-capability-http-400',
  'sep-2575-http-server-no-independent-requests-on-stream',
  'sep-2575-server-no-log-without-loglevel',
  'sep-2575-server-sends-subscription-ack',
  'sep-2575-server-tags-subscription-id',
];
const promptsAndResources = [
  'sep-2549-prompts-list-caching-hints',
  'sep-2549-resources-list-caching-hints',
  'sep-2549-resources-templates-list-caching-hints',
];

/** The suites' own tools stand on a server behind the meter, so that all passes through it. */
describe('the conformance suites of MCP', () => {
  let remote: RemoteServer;
  let api: TestApi;
  let proxy: AuthorizingProxy;
  let folder: string;
  beforeAll(async () => {
    remote = await startRemoteServer(addConformanceTools);
    api = await startApi({ servers: [{ ...remote.entry, id: 'conformance' }] });
    // Where the suites find the endpoint, whose pages may call it.
    process.env['PUBLIC_ORIGIN'] = 'http://127.0.0.1';
    const { apiKey } = await api.openAccount();
    proxy = await startAuthorizingProxy(api.url, {
      authorization: `Bearer ${apiKey}`,
      'x-server': 'conformance',
    });
    folder = await mkdtemp(join(tmpdir(), 'conformance-'));
  });
  afterAll(async () => {
    await proxy[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
    await remote[Symbol.asyncDispose]();
    await rm(folder, { recursive: true });
  });

  /** @returns the folders with what was checked, one for each scenario */
  async function runSuite(suite: string, revision: string, ...options: readonly string[]) {
    const results = await mkdtemp(join(folder, 'run-'));
    const target = ['server', '--url', `${proxy.url}/mcp`, '--output-dir', results];
    const child = spawn(
      process.execPath,
      [suite, ...target, '--expected-failures', baselineOf(revision), ...options],
      { timeout: suiteTimeoutMs, stdio: ['ignore', 'pipe', 'inherit'] },
    );
    const [output] = await Promise.all([text(child.stdout), once(child, 'exit')]);
    expect(child.exitCode, output).toBe(0);
    return (await readdir(results)).map((name) => join(results, name));
  }

  /** Names of the checks in which the endpoint fell short. */
  async function listFailures(scenarios: readonly string[], name: string) {
    const scenario = scenarios.find((path) => basename(path).startsWith(`server-${name}-`));
    const checks = checksSchema.parse(
      JSON.parse(await readFile(join(scenario ?? '', 'checks.json'), 'utf8')),
    );
    return checks.filter(({ status }) => status === 'FAILURE').map(({ id }) => id);
  }

  it.each([
    ['released', 30, [released, '--suite', 'active']],
    ['newest', 33, [newest, '--suite', 'all', '--spec-version', '2025-11-25']],
  ] as const)(
    'pass, but for what is not offered: the %s for the revision of 2025-11-25',
    { timeout: suiteTimeoutMs },
    async (_name, scenarioCount, [suite, ...options]) => {
      expect(await runSuite(suite, '2025-11-25', ...options)).toHaveLength(scenarioCount);
    },
  );

  it(
    'pass, but for what is not offered: all that the revision of 2026-07-28 requires',
    { timeout: suiteTimeoutMs },
    async () => {
      const revision = '2026-07-28';
      const scenarios = await runSuite(newest, revision, '--requirements', revision);
      expect(scenarios).toHaveLength(50);
      expect(await listFailures(scenarios, 'server-stateless')).toEqual(toolsThatAskOrSubscribe);
      expect(await listFailures(scenarios, 'caching')).toEqual(promptsAndResources);
    },
  );
});
