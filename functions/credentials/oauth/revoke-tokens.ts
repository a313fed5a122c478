import { limits } from '../../../shared/limits.ts';
import { createFetchAllowed } from './fetch-allowed.ts';
import type { OauthClient } from './oauth-clients.ts';
import type { SignInTokens } from './sign-in-tokens.ts';

export type RevokeTokens = (
  client: OauthClient,
  tokens: SignInTokens,
) => Promise<'revoked' | 'not offered' | 'failed'>;

/** Ends a sign-in at its server (RFC 7009), where that can be done. Never rejects. */
export const revokeTokens: RevokeTokens = async (client, tokens) => {
  const { server, resource, accessToken, refreshToken } = tokens;
  const { revocation_endpoint: address } = server;
  if (address === undefined) return 'not offered';
  const methods = server.token_endpoint_auth_methods_supported ?? ['client_secret_basic'];
  const isBasic = methods.includes('client_secret_basic') && client.clientSecret !== undefined;
  const body = new URLSearchParams({
    token: refreshToken ?? accessToken,
    token_type_hint: refreshToken === undefined ? 'access_token' : 'refresh_token',
    ...(!isBasic && { client_id: client.clientId }),
    ...(!isBasic && client.clientSecret && { client_secret: client.clientSecret }),
  });
  try {
    const fetchAllowed = createFetchAllowed(resource, limits.tokenRevocationTimeoutMs);
    const response = await fetchAllowed(address, {
      method: 'POST',
      headers: {
        'content-type': 'application/x-www-form-urlencoded',
        ...(isBasic && { authorization: basicAuthorization(client) }),
      },
      body: body.toString(),
    });
    await response.body?.cancel();
    return response.ok ? 'revoked' : 'failed';
  } catch {
    return 'failed';
  }
};

const basicAuthorization = ({ clientId, clientSecret = '' }: OauthClient): string =>
  `Basic ${Buffer.from(`${clientId}:${clientSecret}`).toString('base64')}`;
