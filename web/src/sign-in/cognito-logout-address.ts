import type { PageConfig } from '../../../shared/page-config.ts';
import { signInPaths } from '../../../shared/sign-in-paths.ts';

/**
 * Where Cognito ends its own session and sends the browser back. It knows nothing of the standard
 * parameters and refuses a `logout_uri` that its client does not list.
 *
 * @returns null for an issuer that signs out as the standard says
 */
export function cognitoLogoutAddress({ oidc }: PageConfig, origin: string): string | null {
  if (oidc.cognitoLogoutUrl === undefined) return null;
  const address = new URL(oidc.cognitoLogoutUrl);
  address.searchParams.set('client_id', oidc.clientId);
  address.searchParams.set('logout_uri', origin + signInPaths.signedOut);
  return address.href;
}
