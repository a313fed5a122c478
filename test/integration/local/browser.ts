import { createHash, randomBytes } from 'node:crypto';
import * as z from 'zod';

/** A fetch that keeps cookies and follows no redirect, as far as the issuer needs one. */
export function createBrowser() {
  const cookies = new Map<string, string>();
  return async (url: string, init: RequestInit = {}): Promise<Response> => {
    const cookie = [...cookies].map(([name, value]) => `${name}=${value}`).join('; ');
    const headers = new Headers(init.headers);
    if (cookie) headers.set('cookie', cookie);
    const response = await fetch(url, { ...init, headers, redirect: 'manual' });
    for (const line of response.headers.getSetCookie()) {
      const [name = '', value = ''] = (line.split(';', 1)[0] ?? '').split(/=(.*)/s);
      if (value) cookies.set(name, value);
      else cookies.delete(name);
    }
    return response;
  };
}
export type Browser = ReturnType<typeof createBrowser>;

const redirectLimit = 5;

/** Follows redirects until a page comes, or one that leads to `stopAt`. */
export async function follow(browser: Browser, url: string, stopAt: string): Promise<Response> {
  let response = await browser(url);
  let address = url;
  for (let step = 0; step < redirectLimit; step++) {
    const location = response.headers.get('location');
    if (location === null) return response;
    address = new URL(location, address).href;
    if (address.startsWith(stopAt)) return response;
    response = await browser(address);
  }
  throw new Error(`More than ${redirectLimit} redirects.`);
}

export const tokensSchema = z.object({
  access_token: z.string(),
  id_token: z.string(),
  refresh_token: z.string(),
  expires_in: z.number(),
});

export const authorizationRequest = (origin: string, overrides: Record<string, string> = {}) => {
  const verifier = randomBytes(32).toString('base64url');
  const parameters = new URLSearchParams({
    client_id: 'metered-copilot-web',
    response_type: 'code',
    redirect_uri: `${origin}/callback.html`,
    scope: 'openid email profile',
    state: 'state-1',
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
    ...overrides,
  });
  return { verifier, url: `${origin}/oidc/auth?${parameters}` };
};

/** Types e-mail and password into the sign-in page at `url`. */
export async function submitSignIn(
  browser: Browser,
  pageUrl: string,
  { email = 'demo@example.com', password = 'demo' } = {},
): Promise<Response> {
  return browser(pageUrl, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({ email, password }).toString(),
  });
}

export async function exchange(
  origin: string,
  parameters: Record<string, string>,
): Promise<Response> {
  return fetch(`${origin}/oidc/token`, {
    method: 'POST',
    headers: { 'content-type': 'application/x-www-form-urlencoded' },
    body: new URLSearchParams({
      client_id: 'metered-copilot-web',
      ...parameters,
    }).toString(),
  });
}

/** The whole way from the pages to tokens. */
export async function signIn(browser: Browser, origin: string, email?: string) {
  const callback = `${origin}/callback.html`;
  const { verifier, url } = authorizationRequest(origin);
  const toSignIn = await browser(url);
  let answer = toSignIn;
  const location = new URL(toSignIn.headers.get('location') ?? '', origin).href;
  if (!location.startsWith(callback)) {
    const posted = await submitSignIn(browser, location, email === undefined ? {} : { email });
    const resume = new URL(posted.headers.get('location') ?? '', origin).href;
    answer = await follow(browser, resume, callback);
  }
  const code = new URL(answer.headers.get('location') ?? '', origin).searchParams.get('code');
  const response = await exchange(origin, {
    grant_type: 'authorization_code',
    code: code ?? '',
    code_verifier: verifier,
    redirect_uri: callback,
  });
  return tokensSchema.parse(await response.json());
}
