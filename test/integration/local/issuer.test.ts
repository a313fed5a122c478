import { mkdtempDisposable, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createRemoteJWKSet, decodeJwt, jwtVerify } from 'jose';
import { describe, expect, it } from 'vitest';
import {
  authorizationRequest,
  createBrowser,
  exchange,
  follow,
  signIn,
  submitSignIn,
  tokensSchema,
} from './browser.ts';
import { startTestIssuer } from './start-test-issuer.ts';

/** Opens the sign-in page. @returns its address */
async function openSignIn(browser: ReturnType<typeof createBrowser>, origin: string) {
  const response = await browser(authorizationRequest(origin).url);
  return new URL(response.headers.get('location') ?? '', origin).href;
}

describe('the local issuer', () => {
  it('signs the demo user in by code and PKCE, with a token for the API', async () => {
    await using issuer = await startTestIssuer();
    const tokens = await signIn(createBrowser(), issuer.origin);
    const keys = createRemoteJWKSet(new URL(`${issuer.origin}/oidc/jwks`));
    const { payload } = await jwtVerify(tokens.access_token, keys, {
      issuer: `${issuer.origin}/oidc`,
      audience: 'metered-copilot',
      algorithms: ['ES256'],
    });
    expect(payload).toMatchObject({
      sub: 'demo',
      email: 'demo@example.com',
      email_verified: true,
      groups: ['admins'],
      client_id: 'metered-copilot-web',
    });
    expect(tokens.expires_in).toBe(15 * 60);
    expect(issuer.failures).toEqual([]);
  });

  it('tells the page who signed in', async () => {
    await using issuer = await startTestIssuer();
    const tokens = await signIn(createBrowser(), issuer.origin, 'SECOND@example.com ');
    expect(decodeJwt(tokens.id_token)).toMatchObject({
      sub: 'second',
      email: 'second@example.com',
      name: 'Second User',
      groups: [],
    });
  });

  it('announces itself under its own address', async () => {
    await using issuer = await startTestIssuer();
    const response = await fetch(`${issuer.origin}/oidc/.well-known/openid-configuration`);
    expect(await response.json()).toMatchObject({
      issuer: `${issuer.origin}/oidc`,
      authorization_endpoint: `${issuer.origin}/oidc/auth`,
      token_endpoint: `${issuer.origin}/oidc/token`,
      jwks_uri: `${issuer.origin}/oidc/jwks`,
      end_session_endpoint: `${issuer.origin}/oidc/session/end`,
    });
  });

  it('renews an access token with the same refresh token more than once', async () => {
    await using issuer = await startTestIssuer();
    const { refresh_token } = await signIn(createBrowser(), issuer.origin);
    for (let time = 0; time < 2; time++) {
      const renewed = await exchange(issuer.origin, { grant_type: 'refresh_token', refresh_token });
      const { access_token } = tokensSchema.parse(await renewed.json());
      expect(decodeJwt(access_token)).toMatchObject({ aud: 'metered-copilot', sub: 'demo' });
    }
  });

  it('renews without a page while the sign-in lasts', async () => {
    await using issuer = await startTestIssuer();
    const browser = createBrowser();
    await signIn(browser, issuer.origin);
    const { url } = authorizationRequest(issuer.origin, { prompt: 'none' });
    const { headers } = await browser(url);
    expect(headers.get('location')).toMatch(/\/callback\.html\?code=/);
  });

  it('shows a form that works without scripts and loads nothing', async () => {
    await using issuer = await startTestIssuer();
    const browser = createBrowser();
    const page = await browser(await openSignIn(browser, issuer.origin));
    const html = await page.text();
    expect(page.status).toBe(200);
    expect(html).toContain('<label>E-mail address');
    expect(html).not.toMatch(/https?:|<script/);
    expect(page.headers.get('content-security-policy')).toContain("default-src 'none'");
  });

  it.each([
    ['a wrong password', { password: 'wrong' }],
    ['an unknown address', { email: 'nobody@example.com' }],
  ])('says that the e-mail or the password is wrong for %s', async (_case, form) => {
    await using issuer = await startTestIssuer();
    const browser = createBrowser();
    const pageUrl = await openSignIn(browser, issuer.origin);
    const refused = await submitSignIn(browser, pageUrl, form);
    expect(refused.status).toBe(422);
    expect(await refused.text()).toContain('The e-mail address or the password is wrong.');
    const accepted = await submitSignIn(browser, pageUrl);
    expect(accepted.status).toBe(303);
  });

  it('shows what was typed again as text, never as markup', async () => {
    await using issuer = await startTestIssuer();
    const browser = createBrowser();
    const email = '"><script>alert(1)</script>';
    const refused = await submitSignIn(browser, await openSignIn(browser, issuer.origin), {
      email,
    });
    const html = await refused.text();
    expect(html).toContain('&quot;&gt;&lt;script&gt;');
    expect(html).not.toContain('<script>');
  });

  it('refuses a form that is too large', async () => {
    await using issuer = await startTestIssuer();
    const browser = createBrowser();
    const pageUrl = await openSignIn(browser, issuer.origin);
    const refused = await submitSignIn(browser, pageUrl, { password: 'x'.repeat(10_000) });
    expect(refused.status).toBe(422);
  });

  it('accepts a form only from the browser that asked for it', async () => {
    await using issuer = await startTestIssuer();
    const pageUrl = await openSignIn(createBrowser(), issuer.origin);
    const refused = await submitSignIn(createBrowser(), pageUrl);
    expect(refused.status).toBe(400);
    expect(await refused.text()).toContain('Sign-in expired');
  });

  it('gives no code without PKCE', async () => {
    await using issuer = await startTestIssuer();
    const { url } = authorizationRequest(issuer.origin);
    const { headers } = await createBrowser()(url.replace(/&code_challenge=[^&]*/, ''));
    expect(headers.get('location')).toContain('error=invalid_request');
  });

  it('gives no tokens for a code with the wrong verifier', async () => {
    await using issuer = await startTestIssuer();
    const browser = createBrowser();
    const pageUrl = await openSignIn(browser, issuer.origin);
    const posted = await submitSignIn(browser, pageUrl);
    const callback = `${issuer.origin}/callback.html`;
    const resume = new URL(posted.headers.get('location') ?? '', issuer.origin).href;
    const { headers } = await follow(browser, resume, callback);
    const response = await exchange(issuer.origin, {
      grant_type: 'authorization_code',
      code: new URL(headers.get('location') ?? '').searchParams.get('code') ?? '',
      code_verifier: 'x'.repeat(43),
      redirect_uri: callback,
    });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ error: 'invalid_grant' });
  });

  it('sends nobody to another site, and says so without details', async () => {
    await using issuer = await startTestIssuer();
    const { url } = authorizationRequest(issuer.origin, { redirect_uri: 'http://evil.example/' });
    const response = await createBrowser()(url);
    expect(response.status).toBe(400);
    expect(response.headers.get('location')).toBeNull();
    const html = await response.text();
    expect(html).toContain('Signing in did not work');
    expect(html).not.toContain('evil');
  });

  it('signs out and goes back to the hub', async () => {
    await using issuer = await startTestIssuer();
    const browser = createBrowser();
    const { id_token, refresh_token } = await signIn(browser, issuer.origin);
    const parameters = new URLSearchParams({
      id_token_hint: id_token,
      post_logout_redirect_uri: `${issuer.origin}/`,
    });
    const page = await (await browser(`${issuer.origin}/oidc/session/end?${parameters}`)).text();
    const xsrf = /name="xsrf" value="([^"]+)"/.exec(page)?.[1] ?? '';
    const confirmed = await browser(`${issuer.origin}/oidc/session/end/confirm`, {
      method: 'POST',
      headers: { 'content-type': 'application/x-www-form-urlencoded' },
      body: new URLSearchParams({ xsrf, logout: 'yes' }).toString(),
    });
    expect(confirmed.headers.get('location')).toBe(`${issuer.origin}/`);
    const renewal = await exchange(issuer.origin, { grant_type: 'refresh_token', refresh_token });
    expect(renewal.status).toBe(400);
  });

  it('keeps people signed in over a restart, in a file for its owner alone', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'issuer-'));
    const storagePath = join(folder.path, 'sign-ins.json');
    const first = await startTestIssuer({ storagePath });
    const browser = createBrowser();
    const { refresh_token } = await signIn(browser, first.origin);
    await first[Symbol.asyncDispose]();

    const { secrets, port } = first;
    await using second = await startTestIssuer({ storagePath, secrets, port });
    const renewed = await exchange(second.origin, { grant_type: 'refresh_token', refresh_token });
    expect(renewed.status).toBe(200);
    const { headers } = await browser(authorizationRequest(second.origin).url);
    expect(headers.get('location')).toMatch(/\/callback\.html\?code=/);
    expect((await stat(storagePath)).mode & 0o777).toBe(0o600);
  });
});
