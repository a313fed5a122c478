import { resourceMetadataSchema } from './api/resource-metadata.ts';
import type { Route } from './routes.ts';

const metadata = {
  method: 'GET',
  scope: null,
  charges: 'nothing',
  summary: 'Where to sign in for the metered MCP endpoint (RFC 9728).',
  successStatus: 200,
  response: resourceMetadataSchema,
  timeoutSeconds: 10,
} as const;

/**
 * How MCP clients find out where to sign in. The second address belongs to `/mcp` by the rule of
 * RFC 9728, and a 401 names it; clients that do not follow the rule ask the first one.
 */
export const discoveryRoutes = {
  getResourceMetadata: { ...metadata, path: '/.well-known/oauth-protected-resource' },
  getMcpResourceMetadata: { ...metadata, path: '/.well-known/oauth-protected-resource/mcp' },
} as const satisfies Record<string, Route>;
