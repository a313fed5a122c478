import type { HttpServerEntry } from '../../../shared/server-entry.ts';
import type { ServerEntry } from '../../mcp/server-catalogue.ts';

/** An entry of the catalogue that clients sign in to. */
export type OauthServerEntry = HttpServerEntry & {
  readonly auth: Extract<HttpServerEntry['auth'], { kind: 'oauth' }>;
};

export const isOauthServer = (entry: ServerEntry): entry is OauthServerEntry =>
  entry.kind === 'http' && entry.auth.kind === 'oauth';
