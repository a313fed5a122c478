import { readDiscoveryConfig } from '../config.ts';
import { createGetResourceMetadata } from '../operations/get-resource-metadata.ts';

export function getResourceMetadata() {
  const config = readDiscoveryConfig(process.env);
  return createGetResourceMetadata({
    publicOrigin: config.PUBLIC_ORIGIN,
    issuer: config.OIDC_ISSUER,
    scope: config.SIGN_IN_SCOPE,
  });
}
