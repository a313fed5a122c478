import { startAuthorization } from '@modelcontextprotocol/client';
import * as z from 'zod';
import { authorizationServerSchema } from './authorization-server.ts';
import { clientInformation } from './client-information.ts';
import { findAuthorizationServer } from './find-authorization-server.ts';
import type { OauthClient } from './oauth-clients.ts';
import type { OauthServerEntry } from './oauth-server-entry.ts';

/** What is kept until the browser comes back. */
export const begunSignInSchema = z.object({
  codeVerifier: z.string(),
  server: authorizationServerSchema,
  resource: z.string(),
});
export type BegunSignIn = z.infer<typeof begunSignInSchema>;

export interface SignInRequest {
  readonly entry: OauthServerEntry;
  readonly client: OauthClient;
  readonly redirectUrl: string;
  /** Comes back with the browser. */
  readonly state: string;
}

export type BeginSignIn = (
  request: SignInRequest,
) => Promise<{ readonly authorizationUrl: string; readonly begun: BegunSignIn }>;

/**
 * Prepares a sign-in with PKCE (S256) at the server that an MCP server names.
 *
 * @throws AppError `server_unreachable`, `provider_failed`
 */
export const beginSignIn: BeginSignIn = async ({ entry, client, redirectUrl, state }) => {
  const { server, resource, scope } = await findAuthorizationServer(entry);
  const { authorizationUrl, codeVerifier } = await startAuthorization(server.issuer, {
    metadata: server,
    clientInformation: clientInformation(client),
    redirectUrl,
    state,
    resource,
    ...(scope !== undefined && { scope }),
  });
  return { authorizationUrl: authorizationUrl.href, begun: { codeVerifier, server, resource } };
};
