import type { OAuthClientInformation } from '@modelcontextprotocol/client';
import type { OauthClient } from './oauth-clients.ts';

/** The operator's client, by the names of RFC 7591. */
export const clientInformation = ({
  clientId,
  clientSecret,
}: OauthClient): OAuthClientInformation => ({
  client_id: clientId,
  ...(clientSecret !== undefined && { client_secret: clientSecret }),
});
