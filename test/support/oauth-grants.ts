import { createHash, randomUUID } from 'node:crypto';
import type { OauthClient } from '../../functions/credentials/oauth/oauth-clients.ts';

/** One sign-in of a user: all its tokens end together. */
interface Grant {
  readonly resource: string | null;
  readonly accessTokens: Set<string>;
  refreshToken: string;
  readonly formerRefreshTokens: Set<string>;
  isEnded: boolean;
}

export type OauthGrants = ReturnType<typeof createOauthGrants>;

/**
 * What a strict server gives and takes: PKCE by S256, codes that work once, refresh tokens that are
 * replaced by each use, and a sign-in that ends when a former one comes again.
 */
export function createOauthGrants({ clientId, clientSecret }: OauthClient) {
  const codes = new Map<string, URLSearchParams>();
  const grants: Grant[] = [];
  const settings = {
    /** null: not said. */
    expiresInSeconds: 1_800 as number | null,
    /** What the user is said to have answered; null: yes. */
    error: null as string | null,
    /** What the answer says that it comes from; undefined: from the server. */
    iss: undefined as string | undefined,
  };

  function authorize(query: URLSearchParams, origin: string): string {
    const answer = new URL(query.get('redirect_uri') ?? '');
    const code = randomUUID();
    codes.set(code, query);
    answer.searchParams.set('state', query.get('state') ?? '');
    answer.searchParams.set('iss', settings.iss ?? origin);
    if (settings.error === null) answer.searchParams.set('code', code);
    else answer.searchParams.set('error', settings.error);
    return answer.href;
  }

  function answerToken(form: URLSearchParams): { status: number; answer: object } {
    if (!isOurClient(form)) return refuse(401, 'invalid_client');
    if (form.get('grant_type') === 'authorization_code') return exchange(form);
    const grant = grants.find((one) => one.refreshToken === form.get('refresh_token'));
    if (grant && !grant.isEnded) return give(grant);
    // Somebody has a token that was replaced: the real user or a thief.
    const former = form.get('refresh_token') ?? '';
    for (const one of grants) if (one.formerRefreshTokens.has(former)) one.isEnded = true;
    return refuse(400, 'invalid_grant');
  }

  function exchange(form: URLSearchParams) {
    const code = form.get('code') ?? '';
    const asked = codes.get(code);
    codes.delete(code);
    const challenge = createHash('sha256').update(form.get('code_verifier') ?? '');
    const isProven = asked?.get('code_challenge') === challenge.digest('base64url');
    const isSame = (name: string) => asked?.get(name) === form.get(name);
    if (!asked || !isProven || !isSame('redirect_uri') || !isSame('resource')) {
      return refuse(400, 'invalid_grant');
    }
    const grant: Grant = {
      resource: asked.get('resource'),
      accessTokens: new Set(),
      refreshToken: '',
      formerRefreshTokens: new Set(),
      isEnded: false,
    };
    grants.push(grant);
    return give(grant);
  }

  function give(grant: Grant) {
    grant.formerRefreshTokens.add(grant.refreshToken);
    grant.refreshToken = `refresh-${randomUUID()}`;
    const accessToken = `access-${randomUUID()}`;
    grant.accessTokens.add(accessToken);
    const { expiresInSeconds } = settings;
    const answer = {
      access_token: accessToken,
      refresh_token: grant.refreshToken,
      token_type: 'bearer',
      ...(expiresInSeconds !== null && { expires_in: expiresInSeconds }),
    };
    return { status: 200, answer };
  }

  function revoke(form: URLSearchParams): boolean {
    if (!isOurClient(form)) return false;
    for (const grant of grants) if (grant.refreshToken === form.get('token')) grant.isEnded = true;
    return true;
  }

  const isOurClient = (form: URLSearchParams) =>
    form.get('client_id') === clientId && form.get('client_secret') === (clientSecret ?? null);
  const isGood = (authorization: string | undefined) =>
    grants.some(
      ({ accessTokens, isEnded }) =>
        !isEnded && accessTokens.has(authorization?.replace('Bearer ', '') ?? ''),
    );
  const refuse = (status: number, error: string) => ({ status, answer: { error } });

  return { settings, grants, authorize, answerToken, revoke, isGood };
}
