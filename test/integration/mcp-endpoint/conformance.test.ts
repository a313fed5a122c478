import { execFile } from 'node:child_process';
import { once } from 'node:events';
import { createServer, request as startRequest } from 'node:http';
import { createRequire } from 'node:module';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { listen } from '../../../infra/local/listen.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';

const runFile = promisify(execFile);
const require = createRequire(import.meta.url);
const suite = require.resolve('@modelcontextprotocol/conformance/dist/index.js');
const scenarioTimeoutMs = 30_000;

/** What the endpoint offers of the suite's features; the others need a server made for the suite. */
const scenarios = ['server-initialize', 'ping', 'tools-list'];

describe('the conformance suite of MCP', () => {
  let api: TestApi;
  let apiKey: string;
  /** The suite cannot send an API key, so that something in between has to. */
  const proxy = createServer((request, response) => {
    const headers = { ...request.headers, authorization: `Bearer ${apiKey}` };
    const forwarded = startRequest(`${api.url}${request.url}`, { method: request.method, headers });
    forwarded.on('response', (answer) => {
      response.writeHead(answer.statusCode ?? 502, answer.headers);
      answer.pipe(response);
    });
    request.pipe(forwarded);
  });
  let url: string;
  beforeAll(async () => {
    api = await startApi();
    apiKey = (await api.openAccount()).apiKey;
    url = `http://127.0.0.1:${await listen(proxy, 0, '127.0.0.1')}/mcp`;
  });
  afterAll(async () => {
    proxy.closeAllConnections();
    proxy.close();
    await once(proxy, 'close');
    await api[Symbol.asyncDispose]();
  });

  it.each(scenarios)('passes %s', { timeout: scenarioTimeoutMs }, async (scenario) => {
    const request = ['server', '--url', url, '--scenario', scenario];
    const { stdout } = await runFile(process.execPath, [suite, ...request], {
      timeout: scenarioTimeoutMs,
    });
    expect(stdout).toMatch(/Passed: ([1-9]\d*)\/\1, 0 failed/);
  });
});
