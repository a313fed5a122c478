import { jwtVerify } from 'jose';
import * as z from 'zod';
import { AppError, isAppError } from '../app-error.ts';
import type { SignInConfig } from '../config.ts';
import { checkTokenUse } from './check-token-use.ts';
import { type DiscoveredIssuer, discoverIssuer } from './discover-issuer.ts';
import { readUserInfo, verifiedEmailOf } from './verified-email.ts';

/** What an access token says of a person, once its signature, issuer and audience are right. */
export interface Person {
  readonly issuer: string;
  readonly subject: string;
  readonly groups: readonly string[];
  /**
   * May have to ask the issuer, so it is called only when somebody signs in for the first time.
   *
   * @returns null when there is none that the issuer vouches for
   * @throws AppError `sign_in_unavailable`
   */
  readonly readVerifiedEmail: () => Promise<string | null>;
}

type AccessTokenConfig = Pick<SignInConfig, 'OIDC_ISSUER' | 'OIDC_AUDIENCE'>;

export type ReadAccessToken = (token: string) => Promise<Person>;

/** Clocks of issuer and function may differ by this much. */
const clockToleranceSeconds = 5;

/** Signatures that only the issuer can make; one made with a shared secret could be anybody's. */
const algorithms = 'RS256 RS384 RS512 PS256 PS384 PS512 ES256 ES384 ES512 EdDSA Ed25519'.split(' ');

const claimsSchema = z.looseObject({
  sub: z.string().min(1),
  groups: z.array(z.string()).optional(),
  'cognito:groups': z.array(z.string()).optional(),
});

/**
 * Reads access tokens of one OIDC issuer, whose keys are found by discovery and kept.
 *
 * @throws AppError `unauthenticated` for a token that is forged, expired, of another kind or meant
 *   for somebody else, `sign_in_unavailable` when the issuer does not answer
 */
export function createAccessTokenReader(config: AccessTokenConfig): ReadAccessToken {
  let discovered: Promise<DiscoveredIssuer> | undefined;
  const discovery = () => {
    discovered ??= discoverIssuer(config.OIDC_ISSUER).catch((error: unknown) => {
      discovered = undefined;
      throw error;
    });
    return discovered;
  };

  return async (token) => {
    const issuer = await discovery();
    const claims = await verify(token, issuer, config);
    const { sub: subject, groups, 'cognito:groups': cognitoGroups } = claims;
    return {
      issuer: config.OIDC_ISSUER,
      subject,
      groups: groups ?? cognitoGroups ?? [],
      readVerifiedEmail: async () =>
        verifiedEmailOf(claims) ?? readUserInfo(issuer.userInfoEndpoint, token, subject),
    };
  };
}

async function verify(
  token: string,
  { findKey }: DiscoveredIssuer,
  { OIDC_ISSUER, OIDC_AUDIENCE }: AccessTokenConfig,
) {
  try {
    const { payload, protectedHeader } = await jwtVerify(token, findKey, {
      algorithms,
      issuer: OIDC_ISSUER,
      clockTolerance: clockToleranceSeconds,
      // A token without an end would be good for ever.
      requiredClaims: ['exp', 'sub'],
    });
    checkTokenUse(protectedHeader, payload, OIDC_AUDIENCE);
    return claimsSchema.parse(payload);
  } catch (cause) {
    throw isAppError(cause) ? cause : new AppError('unauthenticated', { cause });
  }
}
