import { describe, expect, it } from 'vitest';
import type { PageConfig } from '../../shared/page-config.ts';
import { createSignIn } from '../../web/src/sign-in/create-sign-in.ts';
import { loadPageConfig } from '../../web/src/sign-in/page-config.ts';
import { readStoredUser } from '../../web/src/sign-in/read-stored-user.ts';
import { safeReturnPath } from '../../web/src/sign-in/safe-return-path.ts';
import { scriptedFetch, tabStorage } from './support/answers.ts';

const oidc: PageConfig['oidc'] = {
  issuer: 'https://issuer.example',
  clientId: 'pages',
  scope: 'openid',
};
const nowEpochSeconds = 1_000;
const userKey = 'oidc.user:https://issuer.example:pages';

const signedIn = (expiresAt: number | undefined) =>
  tabStorage({ [userKey]: JSON.stringify({ access_token: 'stored', expires_at: expiresAt }) });

interface Settings {
  readonly renewed?: string | Error | null;
  readonly cognitoLogoutUrl?: string;
  readonly isRevoking?: boolean;
}

/** Sign-in over a stored user, with an issuer that counts renewals and remembers redirects. */
function signInWith(storage: Storage, settings: Settings = {}) {
  const { renewed = 'renewed', cognitoLogoutUrl, isRevoking = true } = settings;
  const calls: unknown[] = [];
  const manager = {
    signinSilent: async () => {
      calls.push('renew');
      if (renewed instanceof Error) throw renewed;
      // Of the user that the library returns, only the token is read.
      return renewed === null ? null : ({ access_token: renewed } as never);
    },
    signinRedirect: async (options: unknown) => void calls.push(options),
    signoutRedirect: async () => {
      calls.push('end');
      throw new Error('no end session endpoint');
    },
    removeUser: async () => void calls.push('forget'),
    revokeTokens: async (types: unknown) => {
      calls.push({ revoke: types });
      if (!isRevoking) throw new Error('no answer');
    },
  };
  const signIn = createSignIn({
    config: { oidc: { ...oidc, cognitoLogoutUrl } },
    storage,
    loadManager: async () => manager,
    nowEpochSeconds: () => nowEpochSeconds,
    page: {
      origin: 'https://copilot.example',
      leaveFor: (address) => void calls.push({ leaveFor: address }),
    },
  });
  return { signIn, calls };
}

describe('createSignIn', () => {
  it('uses the stored token while it lasts', async () => {
    const { signIn, calls } = signInWith(signedIn(nowEpochSeconds + 31));
    expect(await signIn.getAccessToken()).toBe('stored');
    expect(calls).toEqual([]);
  });

  it('uses a token that names no end', async () => {
    const { signIn } = signInWith(signedIn(undefined));
    expect(await signIn.getAccessToken()).toBe('stored');
  });

  it('renews a token that is about to end, once for all who ask', async () => {
    const { signIn, calls } = signInWith(signedIn(nowEpochSeconds + 30));
    const tokens = await Promise.all([signIn.getAccessToken(), signIn.getAccessToken()]);
    expect(tokens).toEqual(['renewed', 'renewed']);
    expect(calls).toEqual(['renew']);
  });

  it.each([new Error('login_required'), null])(
    'has no token when the issuer does not renew it',
    async (answer) => {
      const { signIn } = signInWith(signedIn(0), { renewed: answer });
      expect(await signIn.getAccessToken()).toBeNull();
    },
  );

  it('has no token, and asks nobody, when nobody signed in', async () => {
    const { signIn, calls } = signInWith(tabStorage());
    expect(signIn.isSignedIn()).toBe(false);
    expect(await signIn.getAccessToken()).toBeNull();
    expect(await signIn.renew()).toBeNull();
    expect(calls).toEqual([]);
  });

  it('remembers where to return to', async () => {
    const { signIn, calls } = signInWith(tabStorage());
    await signIn.begin('/chat.html?client_id=15');
    expect(calls).toEqual([{ state: { returnTo: '/chat.html?client_id=15' } }]);
  });

  it('forgets the tokens when the issuer cannot end its session', async () => {
    const { signIn, calls } = signInWith(signedIn(undefined));
    await signIn.end();
    expect(calls).toEqual(['end', 'forget']);
  });

  it.each([true, false])(
    'signs out of Cognito in its own way, whether it revokes the token (%s) or not',
    async (isRevoking) => {
      const cognitoLogoutUrl = 'https://users.example/logout';
      const { signIn, calls } = signInWith(signedIn(undefined), { cognitoLogoutUrl, isRevoking });
      await signIn.end();
      expect(calls).toEqual([
        { revoke: ['refresh_token'] },
        'forget',
        {
          leaveFor:
            'https://users.example/logout?client_id=pages' +
            '&logout_uri=https%3A%2F%2Fcopilot.example%2F',
        },
      ]);
    },
  );
});

describe('readStoredUser', () => {
  it.each(['not json', '{}', '{"access_token":7}'])('does not trust a stored %s', (stored) => {
    expect(readStoredUser(tabStorage({ [userKey]: stored }), oidc)).toBeNull();
  });
});

describe('safeReturnPath', () => {
  const origin = 'https://copilot.example';

  it.each([
    '/',
    '/chat.html?client_id=15',
    '/leads.html?client_id=15#job=job_1',
    'https://copilot.example/?client_id=15',
  ])('returns to our own %s', (wanted) => {
    expect(new URL(safeReturnPath(wanted, origin), origin).href).toBe(new URL(wanted, origin).href);
  });

  it.each(['https://evil.example/', '//evil.example', 'javascript:alert(1)', '/callback.html', 7])(
    'returns to the start instead of %s',
    (wanted) => {
      expect(safeReturnPath(wanted, origin)).toBe('/');
    },
  );
});

describe('loadPageConfig', () => {
  it('reads where to sign in', async () => {
    const { fetch, requests } = scriptedFetch(Response.json({ oidc }));
    expect(await loadPageConfig(fetch)).toEqual({ oidc });
    expect(requests[0]?.path).toBe('/config.json');
  });

  it('reads what issuers want besides the standard', async () => {
    const more = { ...oidc, audience: 'copilot', cognitoLogoutUrl: 'https://users.example/logout' };
    const { fetch } = scriptedFetch(Response.json({ oidc: more }));
    expect(await loadPageConfig(fetch)).toEqual({ oidc: more });
  });

  it('refuses a configuration without an issuer', async () => {
    const { fetch } = scriptedFetch(Response.json({ oidc: { ...oidc, issuer: '' } }));
    await expect(loadPageConfig(fetch)).rejects.toThrow('issuer');
  });

  it('says what a missing file answered', async () => {
    const { fetch } = scriptedFetch(new Response('', { status: 404 }));
    await expect(loadPageConfig(fetch)).rejects.toThrow('404');
  });
});
