import type { UserManager } from 'oidc-client-ts';
import type { PageConfig } from '../../../shared/page-config.ts';
import { cognitoLogoutAddress } from './cognito-logout-address.ts';

export interface EndSessionPorts {
  readonly config: PageConfig;
  readonly loadManager: () => Promise<
    Pick<UserManager, 'signoutRedirect' | 'removeUser' | 'revokeTokens'>
  >;
  readonly page: { readonly origin: string; leaveFor(address: string): void };
}

/** Forgets the tokens and ends the session at the issuer, in the way that it understands. */
export async function endSession({ config, loadManager, page }: EndSessionPorts): Promise<void> {
  const manager = await loadManager();
  const cognitoAddress = cognitoLogoutAddress(config, page.origin);
  if (cognitoAddress !== null) {
    // Ending Cognito's session leaves its refresh tokens alive; when it does not answer, they
    // are forgotten here all the same.
    await manager.revokeTokens(['refresh_token']).catch(() => undefined);
    await manager.removeUser();
    return page.leaveFor(cognitoAddress);
  }
  try {
    await manager.signoutRedirect();
  } catch {
    // An issuer without an end-session address: forgetting the tokens is all one can do.
    await manager.removeUser();
  }
}
