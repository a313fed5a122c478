import { createRemoteJWKSet, errors, type JWTPayload, jwtVerify } from 'jose';
import * as z from 'zod';
import { AppError } from '../app-error.ts';
import type { SignInConfig } from '../config.ts';

/** What an access token says of a person, once its signature, issuer and audience are right. */
export interface Person {
  readonly issuer: string;
  readonly subject: string;
  readonly verifiedEmail: string | null;
  readonly groups: readonly string[];
}

type AccessTokenConfig = Pick<SignInConfig, 'OIDC_ISSUER' | 'OIDC_AUDIENCE'>;

export type ReadAccessToken = (token: string) => Promise<Person>;

const requestTimeoutMs = 3_000;
/** Clocks of issuer and function may differ by this much. */
const clockToleranceSeconds = 5;

const discoverySchema = z.object({ jwks_uri: z.url(), userinfo_endpoint: z.url().optional() });
const emailSchema = z.object({
  email: z.string().optional(),
  // Cognito's user information says it as a text.
  email_verified: z.union([z.boolean(), z.stringbool()]).optional(),
});
const claimsSchema = z.looseObject({
  sub: z.string().min(1),
  groups: z.array(z.string()).optional(),
  'cognito:groups': z.array(z.string()).optional(),
});

/**
 * Reads access tokens of one OIDC issuer, whose keys are found by discovery and kept.
 *
 * @throws AppError `unauthenticated` for a token that is forged, expired or meant for somebody
 *   else, `sign_in_unavailable` when the issuer does not answer
 */
export function createAccessTokenReader(config: AccessTokenConfig): ReadAccessToken {
  let discovered: ReturnType<typeof discover> | undefined;
  const discovery = () => {
    discovered ??= discover(config.OIDC_ISSUER).catch((cause: unknown) => {
      discovered = undefined;
      throw new AppError('sign_in_unavailable', { cause, retryAfterSeconds: 5 });
    });
    return discovered;
  };

  return async (token) => {
    const { getKey, userinfoEndpoint } = await discovery();
    const claims = await verify(token, getKey, config);
    const { sub, groups, 'cognito:groups': cognitoGroups } = claims;
    const email =
      verifiedEmailOf(claims) ??
      (userinfoEndpoint ? await readUserInfo(userinfoEndpoint, token) : null);
    return {
      issuer: config.OIDC_ISSUER,
      subject: sub,
      verifiedEmail: email,
      groups: groups ?? cognitoGroups ?? [],
    };
  };
}

async function discover(issuer: string) {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  const response = await fetch(address, { signal: AbortSignal.timeout(requestTimeoutMs) });
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  const { jwks_uri, userinfo_endpoint } = discoverySchema.parse(await response.json());
  return {
    getKey: createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: requestTimeoutMs }),
    userinfoEndpoint: userinfo_endpoint,
  };
}

async function verify(
  token: string,
  getKey: ReturnType<typeof createRemoteJWKSet>,
  { OIDC_ISSUER, OIDC_AUDIENCE }: AccessTokenConfig,
) {
  try {
    const options = { issuer: OIDC_ISSUER, clockTolerance: clockToleranceSeconds };
    const { payload } = await jwtVerify(token, getKey, options);
    if (!isMeantFor(payload, OIDC_AUDIENCE)) throw new Error('meant for another audience');
    return claimsSchema.parse(payload);
  } catch (cause) {
    const isUnreachable = cause instanceof errors.JWKSTimeout || cause instanceof TypeError;
    throw isUnreachable
      ? new AppError('sign_in_unavailable', { cause, retryAfterSeconds: 5 })
      : new AppError('unauthenticated', { cause });
  }
}

/** Cognito's access tokens carry no `aud`, only the id of the client that asked for them. */
const isMeantFor = ({ aud, client_id }: JWTPayload, audience: string): boolean =>
  aud === undefined ? client_id === audience : [aud].flat().includes(audience);

function verifiedEmailOf(claims: unknown): string | null {
  const parsed = emailSchema.safeParse(claims);
  return parsed.success && parsed.data.email_verified ? (parsed.data.email ?? null) : null;
}

/** Asked where the token itself says nothing of an e-mail; without an answer there is none. */
async function readUserInfo(endpoint: string, token: string): Promise<string | null> {
  const response = await fetch(endpoint, {
    headers: { authorization: `Bearer ${token}` },
    signal: AbortSignal.timeout(requestTimeoutMs),
  }).catch(() => null);
  return response?.ok ? verifiedEmailOf(await response.json()) : null;
}
