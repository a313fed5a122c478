import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, relative } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteDirectory } from '../../../infra/constructs/site/built-site.ts';
import { describePageFunction } from '../../../infra/constructs/site/describe-page-function.ts';
import { findPage } from '../../../infra/local/site/find-page.ts';
import { loadPageFunction } from '../../support/edge-site.ts';

const builtFiles = {
  'index.html': 'hub',
  'chat.html': 'chat',
  '404.html': '<title>Nichts – “gone”</title>',
  'robots.txt': 'User-agent: *',
  'config.json': '{}',
  'social/index.html': 'social',
  'assets/chat-Abc123.js': 'export {};',
};
/** What CloudFront takes. */
const functionBytes = 10_000;

describe('the function that finds pages at the edge', () => {
  const site = mkdtempSync(join(tmpdir(), 'edge-'));
  beforeAll(() => {
    for (const folder of ['assets', 'social']) mkdirSync(join(site, folder));
    for (const [name, text] of Object.entries(builtFiles)) writeFileSync(join(site, name), text);
  });
  afterAll(() => rmSync(site, { recursive: true }));

  it.each([
    '/',
    '/index.html',
    '/index',
    '/chat',
    '/chat.html',
    '/chat/',
    '/chat.html/',
    '/ch%61t',
    '/robots.txt',
    '/config.json',
    '/social',
    '/social/',
    '/social/index',
    '/social/index.html',
    '/nothing',
    '/nothing.js',
    '/assets',
    '/CHAT',
    '/../chat',
    '/%2e%2e/chat',
    '/%',
    '/%ff',
    '/chat%00',
    '//chat',
    '/social/../chat',
    '/./chat',
  ])('finds at %s what the local server finds', async (path) => {
    const found = loadPageFunction(site)(path);
    const local = await findPage(site, path);
    const file = 'uri' in found ? found.uri.slice(1) : undefined;
    expect(file).toBe(local && relative(site, local.path));
  });

  it('leaves assets to the bucket, also those of earlier builds', () => {
    const path = '/assets/chat-Old999.js';
    expect(loadPageFunction(site)(path)).toMatchObject({ uri: path });
  });

  it('answers 404 with the page for it, under the policy of the pages', () => {
    expect(loadPageFunction(site)('/nothing')).toMatchObject({
      statusCode: 404,
      headers: {
        'content-type': { value: 'text/html; charset=utf-8' },
        'cache-control': { value: 'no-cache' },
        'content-security-policy': { value: expect.stringContaining("default-src 'self'") },
      },
      body: { encoding: 'text', data: builtFiles['404.html'] },
    });
  });

  it('is plain ASCII and as small as CloudFront wants, with the pages as they are', () => {
    const text = describePageFunction(siteDirectory);
    expect(text).toMatch(/^[\0-\x7f]*$/);
    expect(text.length).toBeLessThan(functionBytes);
  });

  it('says how to build the pages when nobody has', () => {
    expect(() => describePageFunction(join(site, 'missing'))).toThrow('npm run build:pages');
  });
});
