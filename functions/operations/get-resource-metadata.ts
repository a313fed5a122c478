import type { ResourceMetadata } from '../../shared/api/resource-metadata.ts';

/**
 * What an MCP client needs to know to sign somebody in. The same for everybody, so it is worked
 * out once.
 *
 * @param settings.publicOrigin where people and clients reach the product, without a path
 * @param settings.scope what to ask the issuer for, separated by spaces
 */
export function createGetResourceMetadata(settings: {
  readonly publicOrigin: string;
  readonly issuer: string;
  readonly scope: string;
}): () => Promise<ResourceMetadata> {
  const metadata: ResourceMetadata = {
    resource: new URL('/mcp', settings.publicOrigin).href,
    authorization_servers: [settings.issuer],
    scopes_supported: settings.scope.split(' ').filter((name) => name !== ''),
    bearer_methods_supported: ['header'],
    resource_name: 'Metered Copilot',
  };
  return async () => metadata;
}
