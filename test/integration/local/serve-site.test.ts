import { mkdir, mkdtempDisposable, writeFile } from 'node:fs/promises';
import { createServer, get } from 'node:http';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { listen } from '../../../infra/local/listen.ts';
import { serveSite } from '../../../infra/local/site/serve-site.ts';

const builtPages = {
  'index.html': '<h1>Hub</h1>',
  'chat.html': '<h1>Chat</h1>',
  '404.html': '<h1>Nothing here</h1>',
  'assets/chat-Abc123.js': 'export {};',
};

/** A site next to a file that must never be served. */
async function startSite(files: Readonly<Record<string, string>> = builtPages) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'site-'));
  const siteDirectory = join(folder.path, 'dist');
  await mkdir(join(siteDirectory, 'assets'), { recursive: true });
  await writeFile(join(folder.path, 'secret.html'), 'secret');
  await mkdir(`${siteDirectory}-other`);
  await writeFile(`${siteDirectory}-other/secret.html`, 'secret');
  for (const [name, text] of Object.entries(files)) {
    await writeFile(join(siteDirectory, name), text);
  }
  const server = createServer(
    (request, response) => void serveSite(request, response, siteDirectory),
  );
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    port,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await folder.remove();
    },
  };
}

/** As fetch would tidy the path before sending it. */
function getRaw(port: number, path: string): Promise<{ status: number; text: string }> {
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path }, (response) => {
      let text = '';
      response.setEncoding('utf8').on('data', (chunk: string) => (text += chunk));
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }));
    }).on('error', reject);
  });
}

describe('the pages on one machine', () => {
  it.each([
    ['/', '<h1>Hub</h1>'],
    ['/index.html', '<h1>Hub</h1>'],
    ['/chat.html?client_id=15', '<h1>Chat</h1>'],
    ['/chat', '<h1>Chat</h1>'],
  ])('stand at %s', async (path, text) => {
    await using site = await startSite();
    const response = await fetch(site.url + path);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    expect(await response.text()).toBe(text);
  });

  it('are asked for again each time, and cost nothing when unchanged', async () => {
    await using site = await startSite();
    const first = await fetch(site.url);
    expect(first.headers.get('cache-control')).toBe('no-cache');
    const again = await fetch(site.url, {
      headers: { 'if-none-match': first.headers.get('etag') ?? '' },
    });
    expect(again.status).toBe(304);
    expect(await again.text()).toBe('');
  });

  it('keep hashed assets for a year', async () => {
    await using site = await startSite();
    const response = await fetch(`${site.url}/assets/chat-Abc123.js`);
    expect(response.headers.get('cache-control')).toBe('public, max-age=31536000, immutable');
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8');
  });

  it('say 404 at an unknown address, and let no cache keep a missing asset', async () => {
    await using site = await startSite();
    for (const path of ['/nothing', '/assets/old-Xyz.js', '/assets', '/a/b/c']) {
      const response = await fetch(site.url + path);
      expect(response.status).toBe(404);
      expect(response.headers.get('cache-control')).toBe('no-cache');
      expect(await response.text()).toBe('<h1>Nothing here</h1>');
    }
  });

  it.each([
    '/../secret.html',
    '/..%2fsecret.html',
    '/%2e%2e/secret',
    '/assets/..%2f..%2fsecret.html',
    '/..%2fdist-other/secret.html',
    '/..%5csecret.html',
    '//secret.html',
    '/secret.html%00',
    '/%ff',
  ])('never lead out of their folder by %s', async (path) => {
    await using site = await startSite();
    const { status, text } = await getRaw(site.port, path);
    expect(status).toBe(404);
    expect(text).not.toContain('secret');
  });

  it('answer HEAD with the headers alone', async () => {
    await using site = await startSite();
    const response = await fetch(site.url, { method: 'HEAD' });
    expect(response.headers.get('content-length')).toBe(String(builtPages['index.html'].length));
    expect(await response.text()).toBe('');
  });

  it('refuse to be written to', async () => {
    await using site = await startSite();
    const response = await fetch(site.url, { method: 'POST', body: 'x' });
    expect(response.status).toBe(405);
    expect(response.headers.get('allow')).toBe('GET, HEAD');
  });

  it('allow no script, style or request from elsewhere, whatever the status', async () => {
    await using site = await startSite();
    for (const path of ['/', '/nothing']) {
      const { headers } = await fetch(site.url + path);
      const policy = headers.get('content-security-policy') ?? '';
      expect(policy).toContain("default-src 'self'");
      expect(policy).not.toMatch(/unsafe|https?:|\*/);
      expect(headers.get('x-content-type-options')).toBe('nosniff');
    }
  });

  it('say how to build them when nobody has', async () => {
    await using site = await startSite({});
    const response = await fetch(site.url);
    expect(response.status).toBe(503);
    expect(await response.text()).toContain('npm run build');
  });
});
