import { OAuthError, refreshAuthorization } from '@modelcontextprotocol/client';
import { clientInformation } from './client-information.ts';
import { createFetchAllowed } from './fetch-allowed.ts';
import type { OauthClient } from './oauth-clients.ts';
import type { OauthServerEntry } from './oauth-server-entry.ts';
import { readTokens, type SignInTokens } from './sign-in-tokens.ts';
import { withoutContent } from './without-content.ts';

export type RenewTokens = (
  request: {
    readonly entry: OauthServerEntry;
    readonly client: OauthClient;
    readonly tokens: SignInTokens & { readonly refreshToken: string };
  },
  now: () => Date,
) => Promise<SignInTokens | 'refused'>;

/**
 * Gets new tokens by the refresh token. The server may replace that one, too, and take the earlier
 * one for stolen when it comes again.
 *
 * @returns `refused` when the server has ended the sign-in
 * @throws whatever else goes wrong, after which the same tokens may be tried again
 */
export const renewTokens: RenewTokens = async ({ entry, client, tokens }, now) => {
  const { server, resource, refreshToken } = tokens;
  const fetchAllowed = createFetchAllowed(entry.url);
  let status = 0;
  try {
    const answer = await refreshAuthorization(server.issuer, {
      metadata: server,
      clientInformation: clientInformation(client),
      refreshToken,
      resource,
      fetchFn: async (url, init) => {
        const response = await fetchAllowed(url, init);
        ({ status } = response);
        return response;
      },
    });
    return readTokens(answer, { server, resource }, now());
  } catch (error) {
    if (error instanceof OAuthError && isEnd(error, status)) return 'refused';
    throw withoutContent(error);
  }
};

/** Some servers refuse a token by a 400 in words of their own, which the SDK calls a failure. */
const isEnd = ({ code }: OAuthError, status: number): boolean =>
  code === 'invalid_grant' || (code === 'server_error' && status === 400);
