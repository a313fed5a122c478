import { createServer, get, type IncomingMessage } from 'node:http';
import { mkdtempDisposable, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createRequestRouter } from '../../../infra/local/create-request-router.ts';
import type { HandleRequest } from '../../../infra/local/issuer/create-issuer.ts';
import { listen } from '../../../infra/local/listen.ts';

const say =
  (text: string): HandleRequest =>
  async (_request, response) =>
    void response.end(text);

async function startRouter(answerIssuer: HandleRequest = say('issuer')) {
  const site = await mkdtempDisposable(join(tmpdir(), 'router-'));
  await writeFile(join(site.path, 'index.html'), 'page');
  const logged: string[] = [];
  const keep = (message: string) => void logged.push(message);
  const server = createServer((request, response) => void answer(request, response));
  const port = await listen(server, 0, '127.0.0.1');
  const origin = `http://localhost:${port}`;
  const answer = createRequestRouter({
    origin,
    siteDir: site.path,
    media: { directory: site.path, secret: 'a key of nobody' },
    answerApi: say('api'),
    answerIssuer,
    log: { info: keep, warn: keep, error: keep },
  });
  return {
    origin,
    port,
    logged,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
      await site.remove();
    },
  };
}

/** A browser's navigation; fetch would not let a test say so. */
function navigate(port: number, host: string, path: string): Promise<IncomingMessage> {
  const headers = { host, 'sec-fetch-mode': 'navigate' };
  return new Promise((resolve, reject) => {
    get({ host: '127.0.0.1', port, path, headers }, (response) => {
      resolve(response.resume());
    }).on('error', reject);
  });
}

describe('one origin', () => {
  it.each([
    ['/api/health', 'api'],
    ['/mcp?x=1', 'api'],
    ['/.well-known/oauth-protected-resource', 'api'],
    ['/oidc/auth?x=/api/', 'issuer'],
    ['/?x=/api/', 'page'],
    ['/media/clients/15/img_1', 'This address has ended, or never was one.'],
  ])('sends %s to the %s', async (path, expected) => {
    await using router = await startRouter();
    expect(await (await fetch(router.origin + path)).text()).toBe(expected);
  });

  it('sends what only looks like the API to the pages', async () => {
    await using router = await startRouter();
    for (const path of ['/api', '/apis', '/mcp-guide', '/mcp/', '/oidcx']) {
      const response = await fetch(router.origin + path);
      expect(response.status).toBe(404);
      expect(response.headers.has('content-security-policy')).toBe(true);
    }
  });

  it('tells the pages where to sign in', async () => {
    await using router = await startRouter();
    const response = await fetch(`${router.origin}/config.json`);
    expect(response.headers.get('cache-control')).toBe('no-cache');
    expect(await response.json()).toEqual({
      oidc: {
        issuer: `${router.origin}/oidc`,
        clientId: 'metered-copilot-web',
        scope: 'openid email profile',
        audience: 'metered-copilot',
      },
    });
  });

  it('moves a page opened as 127.0.0.1 to localhost, where signing in works', async () => {
    await using router = await startRouter();
    const moved = await navigate(router.port, `127.0.0.1:${router.port}`, '/chat?client_id=15');
    expect(moved.statusCode).toBe(302);
    expect(moved.headers.location).toBe(`${router.origin}/chat?client_id=15`);
    const stays = await navigate(router.port, `localhost:${router.port}`, '/');
    expect(stays.statusCode).toBe(200);
  });

  it('redirects to no other site', async () => {
    await using router = await startRouter();
    const moved = await navigate(router.port, 'evil.example', '//evil.example/x');
    expect(new URL(moved.headers.location ?? '').origin).toBe(router.origin);
  });

  it('survives an answer that fails, and logs it', async () => {
    await using router = await startRouter(async () => {
      throw new Error('broken');
    });
    expect((await fetch(`${router.origin}/oidc/auth`)).status).toBe(500);
    expect(router.logged).toEqual(['request failed']);
    expect((await fetch(router.origin)).status).toBe(200);
  });
});
