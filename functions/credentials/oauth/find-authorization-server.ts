import {
  checkResourceAllowed,
  discoverAuthorizationServerMetadata,
  discoverOAuthServerInfo,
  resourceUrlFromServerUrl,
} from '@modelcontextprotocol/client';
import { AppError } from '../../app-error.ts';
import { type AuthorizationServer, authorizationServerSchema } from './authorization-server.ts';
import { createFetchAllowed } from './fetch-allowed.ts';
import { isAllowedAddress } from './is-allowed-address.ts';
import type { OauthServerEntry } from './oauth-server-entry.ts';

export interface FoundServer {
  readonly server: AuthorizationServer;
  /** What the tokens are to be good for (RFC 8707). */
  readonly resource: string;
  /** Separated by spaces; undefined: the server decides. */
  readonly scope: string | undefined;
}

/**
 * Finds out where clients sign in to an MCP server (RFC 9728 and RFC 8414).
 *
 * @throws AppError `server_unreachable`; `provider_failed` for one that cannot be trusted with a
 *   sign-in
 */
export async function findAuthorizationServer(entry: OauthServerEntry): Promise<FoundServer> {
  const { server, resource, scopes } = await discover(entry).catch((cause: unknown) => {
    const detail = `${entry.title} does not say where to sign in.`;
    throw new AppError('server_unreachable', { detail, cause });
  });
  const problem = findProblem(entry, server);
  if (problem !== null) {
    throw new AppError('provider_failed', { detail: `${entry.title} ${problem}.` });
  }
  return { server, resource, scope: scopes.join(' ') || undefined };
}

async function discover({ url, auth }: OauthServerEntry) {
  const fetchFn = createFetchAllowed(url);
  const own = resourceUrlFromServerUrl(url).href;
  if (auth.issuer !== undefined) {
    const metadata = await discoverAuthorizationServerMetadata(auth.issuer, { fetchFn });
    const server = authorizationServerSchema.parse(metadata);
    return { server, resource: own, scopes: auth.scopes ?? [] };
  }
  const found = await discoverOAuthServerInfo(url, { fetchFn });
  const named = found.resourceMetadata;
  const resource = named?.resource ?? own;
  if (!checkResourceAllowed({ requestedResource: own, configuredResource: resource })) {
    throw new Error('The server asks for tokens that are for another one.');
  }
  return {
    server: authorizationServerSchema.parse(found.authorizationServerMetadata),
    resource,
    scopes: auth.scopes ?? named?.scopes_supported ?? [],
  };
}

/** What is wrong with a server, as the end of a sentence; null for nothing. */
function findProblem({ url }: OauthServerEntry, server: AuthorizationServer): string | null {
  const { authorization_endpoint, token_endpoint, revocation_endpoint } = server;
  const endpoints = [authorization_endpoint, token_endpoint, revocation_endpoint];
  const isAllowed = (endpoint: string | undefined) =>
    endpoint === undefined || isAllowedAddress(endpoint, url);
  if (!endpoints.every(isAllowed)) return 'names an address that is not asked';
  if (!server.response_types_supported.includes('code')) return 'offers no sign-in by code';
  // OAuth 2.1: a server that does not say so may ignore the proof.
  const canProve = server.code_challenge_methods_supported?.includes('S256') === true;
  return canProve ? null : 'offers no sign-in with PKCE';
}
