import type { JWTHeaderParameters, JWTPayload } from 'jose';
import * as z from 'zod';

/** RFC 9068, and what issuers wrote before it. Others are, for example, `logout+jwt`. */
const accessTokenTypes = ['at+jwt', 'application/at+jwt', 'jwt'];
/** Stand in ID tokens alone, which tell a page who signed in and open nothing. */
const idTokenClaims = ['nonce', 'at_hash', 'c_hash', 's_hash'];
/** What a scope of Cognito's resource server ends in. */
const useScope = 'use';

const scopeSchema = z.string().catch('');

/**
 * Whether a token that an issuer has signed is an access token, and one for us: the same issuer
 * signs ID tokens and log-out tokens with the same keys, and tokens for other services.
 *
 * @throws Error saying what it is instead
 */
export function checkTokenUse(
  { typ }: Pick<JWTHeaderParameters, 'typ'>,
  payload: JWTPayload,
  audience: string,
): void {
  if (typ !== undefined && !accessTokenTypes.includes(typ.toLowerCase())) {
    throw new Error(`a token of type ${typ}`);
  }
  const { token_use: use } = payload;
  if (use !== undefined && use !== 'access') throw new Error('not an access token');
  if (idTokenClaims.some((claim) => payload[claim] !== undefined)) throw new Error('an ID token');
  if (!isMeantFor(payload, audience)) throw new Error('meant for another audience');
}

/**
 * Cognito's access tokens carry no `aud`. They are meant for the resource server whose scope they
 * have, and only who asked for that scope has it.
 */
function isMeantFor(payload: JWTPayload, audience: string): boolean {
  if (payload.aud !== undefined) return [payload.aud].flat().includes(audience);
  const scopes = scopeSchema.parse(payload['scope']).split(' ');
  return payload['token_use'] === 'access' && scopes.includes(`${audience}/${useScope}`);
}
