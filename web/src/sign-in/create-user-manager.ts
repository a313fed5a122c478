import type { UserManager } from 'oidc-client-ts';
import type { PageConfig } from '../../../shared/page-config.ts';
import { signInPaths } from '../../../shared/sign-in-paths.ts';

/** Loads oidc-client-ts, which is large and rarely needed, and sets it up for this tab. */
export async function createUserManager({ oidc }: PageConfig): Promise<UserManager> {
  const { UserManager, WebStorageStateStore } = await import('oidc-client-ts');
  const store = new WebStorageStateStore({ store: window.sessionStorage });
  const callback = window.location.origin + signInPaths.callback;
  return new UserManager({
    authority: oidc.issuer,
    client_id: oidc.clientId,
    scope: oidc.scope,
    // No standard names it, yet without it some issuers give tokens that only they can read.
    extraQueryParams: oidc.audience === undefined ? {} : { audience: oidc.audience },
    redirect_uri: callback,
    silent_redirect_uri: callback,
    post_logout_redirect_uri: window.location.origin + signInPaths.signedOut,
    response_type: 'code',
    userStore: store,
    stateStore: store,
    automaticSilentRenew: false,
  });
}
