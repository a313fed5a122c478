import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Me } from '../../shared/api/copilot.ts';
import { signInPaths } from '../../shared/sign-in-paths.ts';
import { openBrowser, openPage } from '../support/browser.ts';
import type { CognitoClient } from '../support/cognito-answers.ts';
import { startCognito } from '../support/cognito-server.ts';
import { startEdgeSite } from '../support/edge-site.ts';

const scope = 'openid email profile metered-copilot/use';
const me: Me = {
  accountId: 'account-1',
  email: 'lina@example.com',
  clients: [],
  isAdmin: false,
  balance: { available: 100, plan: 'free', level: 'ok' },
};
/** Less than the pages want a token to last, so they renew it at once. */
const accessTokenSeconds = 20;

describe('the pages with a Cognito user pool', () => {
  let cognito: Awaited<ReturnType<typeof startCognito>>;
  let site: Awaited<ReturnType<typeof startEdgeSite>>;
  let browser: Browser;
  let page: Page;
  const tokensSent: (string | undefined)[] = [];
  const refusals: string[] = [];

  const describeClient = (): CognitoClient => ({
    clientId: 'client-1',
    callbackUrl: site.origin + signInPaths.callback,
    logoutUrl: site.origin + signInPaths.signedOut,
    scopes: scope.split(' '),
  });

  beforeAll(async () => {
    cognito = await startCognito(describeClient, accessTokenSeconds);
    site = await startEdgeSite({
      issuerOrigins: cognito.origins,
      oidc: () => ({
        issuer: cognito.issuer,
        clientId: 'client-1',
        scope,
        cognitoLogoutUrl: `${cognito.domain}/logout`,
      }),
      answerApi: (request, response) => {
        if (request.url !== '/api/me') return void response.writeHead(503).end();
        tokensSent.push(request.headers.authorization);
        response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify(me));
      },
    });
    browser = await openBrowser();
    page = await openPage(browser, 'desktop');
    page.on('console', (message) => {
      if (message.text().includes('Content Security Policy')) refusals.push(message.text());
    });
    await page.goto(`${site.origin}/chat`);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.locator('.workspace').waitFor();
    await page.getByRole('button', { name: 'Account and settings' }).click();
    await page.getByText('lina@example.com').waitFor();
  });

  afterAll(async () => {
    await browser?.close();
    await site?.[Symbol.asyncDispose]();
    await cognito?.[Symbol.asyncDispose]();
  });

  it('sign in with PKCE, with the scope of the API, and return to where they began', () => {
    expect(new URL(page.url()).pathname).toBe('/chat');
    expect(cognito.issued[0]?.scope).toBe(scope);
  });

  it('renew a token that is about to end, before they call the API', () => {
    expect(cognito.requests.filter((request) => request === 'POST /oauth2/token')).toHaveLength(2);
    expect(tokensSent[0]).toBe(`Bearer ${cognito.issued[1]?.accessToken}`);
  });

  it('reach both hosts of Cognito under their own policy', () => {
    expect(refusals).toEqual([]);
  });

  it('sign out in the way of Cognito, and leave no token that works', async () => {
    await page.getByRole('button', { name: 'Sign out' }).click();
    await page.getByRole('button', { name: 'Sign in' }).waitFor();
    expect(cognito.requests.slice(-2)).toEqual(['POST /oauth2/revoke', 'GET /logout']);
    expect(cognito.isEveryTokenRevoked()).toBe(true);
    expect(page.url()).toBe(`${site.origin}/`);
    await expect(page.evaluate(() => JSON.stringify(sessionStorage))).resolves.not.toContain(
      'token',
    );
  });
});

it('a page may not reach an issuer that its policy does not name', async () => {
  await using cognito = await startCognito(() => {
    throw new Error('nobody asks for a client');
  }, accessTokenSeconds);
  await using site = await startEdgeSite({
    issuerOrigins: [],
    oidc: () => ({ issuer: cognito.issuer, clientId: 'client-1', scope }),
    answerApi: (_request, response) => void response.writeHead(503).end(),
  });
  const browser = await openBrowser();
  try {
    const page = await openPage(browser, 'desktop');
    await page.goto(site.origin);
    await page.getByRole('button', { name: 'Sign in' }).click();
    await page.getByRole('button', { name: 'Try again' }).waitFor();
    expect(cognito.requests).toEqual([]);
  } finally {
    await browser.close();
  }
});
