import { randomUUID } from 'node:crypto';
import type { ServerResponse } from 'node:http';
import { UnsecuredJWT } from 'jose';
import type { CognitoGrants } from './cognito-grants.ts';

/** A client of the user pool, as CDK describes it. */
export interface CognitoClient {
  readonly clientId: string;
  readonly callbackUrl: string;
  readonly logoutUrl: string;
  readonly scopes: readonly string[];
}

const jsonHead = { 'access-control-allow-origin': '*', 'content-type': 'application/json' };
const laterTokenSeconds = 900;

export function sendJson(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, jsonHead).end(JSON.stringify(body));
}

/** Sends the browser back with a code, as if its person had just signed in. */
export function authorize(
  { clientId, callbackUrl, scopes }: CognitoClient,
  grants: CognitoGrants,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const isKnown = query.get('client_id') === clientId && query.get('redirect_uri') === callbackUrl;
  if (!isKnown) return void response.writeHead(400).end('redirect_mismatch');
  const back = new URL(callbackUrl);
  back.searchParams.set('state', query.get('state') ?? '');
  const scope = query.get('scope') ?? '';
  const isAllowed = scope.split(' ').every((name) => scopes.includes(name));
  const challenge = query.get('code_challenge');
  if (!isAllowed || challenge === null || query.get('code_challenge_method') !== 'S256') {
    back.searchParams.set('error', isAllowed ? 'invalid_request' : 'invalid_scope');
  } else {
    back.searchParams.set('code', grants.addCode({ challenge, scope }));
  }
  response.writeHead(302, { location: back.href }).end();
}

/** @param firstTokenSeconds how long the first access token of a sign-in lasts */
export function issueTokens(
  { issuer, clientId }: { readonly issuer: string; readonly clientId: string },
  grants: CognitoGrants,
  form: URLSearchParams,
  firstTokenSeconds: number,
) {
  const scope = grants.take(form);
  if (scope === undefined) return undefined;
  const isFirst = form.get('grant_type') === 'authorization_code';
  const expiresInSeconds = isFirst ? firstTokenSeconds : laterTokenSeconds;
  const now = Math.floor(Date.now() / 1000);
  const claims = { sub: 'user-1', token_use: 'id', iat: now, exp: now + expiresInSeconds };
  return {
    scope,
    tokens: {
      access_token: randomUUID(),
      refresh_token: grants.addRefreshToken(scope),
      id_token: new UnsecuredJWT({ ...claims, iss: issuer, aud: clientId }).encode(),
      token_type: 'Bearer',
      expires_in: expiresInSeconds,
    },
  };
}

/** Cognito knows nothing of `post_logout_redirect_uri`. */
export function signOut(
  { clientId, logoutUrl }: CognitoClient,
  query: URLSearchParams,
  response: ServerResponse,
): void {
  const isKnown = query.get('client_id') === clientId && query.get('logout_uri') === logoutUrl;
  if (!isKnown) return void response.writeHead(400).end('Required parameters missing');
  response.writeHead(302, { location: logoutUrl }).end();
}

/** What discovery says: each address is at the host of the domain but the keys. */
export const describeEndpoints = (issuer: string, domain: string) => ({
  issuer,
  authorization_endpoint: `${domain}/oauth2/authorize`,
  token_endpoint: `${domain}/oauth2/token`,
  userinfo_endpoint: `${domain}/oauth2/userInfo`,
  revocation_endpoint: `${domain}/oauth2/revoke`,
  end_session_endpoint: `${domain}/logout`,
  jwks_uri: `${issuer}/.well-known/jwks.json`,
  response_types_supported: ['code', 'token'],
  subject_types_supported: ['public'],
  id_token_signing_alg_values_supported: ['RS256'],
});
