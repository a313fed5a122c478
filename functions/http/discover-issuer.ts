import { createRemoteJWKSet, errors, type JWTVerifyGetKey } from 'jose';
import * as z from 'zod';
import { AppError } from '../app-error.ts';

const requestTimeoutMs = 3_000;
const retryAfterSeconds = 5;

const discoverySchema = z.object({ jwks_uri: z.url(), userinfo_endpoint: z.url().optional() });

export interface DiscoveredIssuer {
  /** Fetches the issuer's keys when it needs them, and keeps them for ten minutes. */
  readonly findKey: JWTVerifyGetKey;
  readonly userInfoEndpoint: string | undefined;
}

/**
 * Finds an OIDC issuer's keys and addresses, as its discovery document names them.
 *
 * @throws AppError `sign_in_unavailable`, as `findKey` does when the keys cannot be had
 */
export async function discoverIssuer(issuer: string): Promise<DiscoveredIssuer> {
  const address = `${issuer.replace(/\/$/, '')}/.well-known/openid-configuration`;
  try {
    const response = await fetch(address, {
      redirect: 'error',
      signal: AbortSignal.timeout(requestTimeoutMs),
    });
    if (!response.ok) throw new Error(`${address} answered ${response.status}`);
    const { jwks_uri, userinfo_endpoint } = discoverySchema.parse(await response.json());
    const getKey = createRemoteJWKSet(new URL(jwks_uri), { timeoutDuration: requestTimeoutMs });
    return { findKey: orUnavailable(getKey), userInfoEndpoint: userinfo_endpoint };
  } catch (cause) {
    throw new AppError('sign_in_unavailable', { cause, retryAfterSeconds });
  }
}

/** Without keys nobody can say that a token is wrong: only a key that is not there says so. */
const orUnavailable =
  (getKey: JWTVerifyGetKey): JWTVerifyGetKey =>
  async (header, token) => {
    try {
      return await getKey(header, token);
    } catch (cause) {
      if (isAboutToken(cause)) throw cause;
      throw new AppError('sign_in_unavailable', { cause, retryAfterSeconds });
    }
  };

const isAboutToken = (error: unknown): boolean =>
  error instanceof errors.JWKSNoMatchingKey ||
  error instanceof errors.JWKSMultipleMatchingKeys ||
  error instanceof errors.JOSENotSupported;
