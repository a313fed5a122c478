import type { UserManager } from 'oidc-client-ts';
import type { AccessTokenSource } from '../api/access-token-source.ts';
import { endSession, type EndSessionPorts } from './end-session.ts';
import { readStoredUser } from './read-stored-user.ts';

/** Renewed this long before it ends, so that it does not end on its way. */
const renewBeforeSeconds = 30;

export interface SignIn extends AccessTokenSource {
  isSignedIn(): boolean;
  /** Leaves for the issuer, which sends the browser back to `returnTo`. */
  begin(returnTo: string): Promise<void>;
  end(): Promise<void>;
}

export interface SignInPorts extends EndSessionPorts {
  readonly storage: Pick<Storage, 'getItem'>;
  readonly loadManager: () => Promise<
    Pick<
      UserManager,
      'signinSilent' | 'signinRedirect' | 'signoutRedirect' | 'removeUser' | 'revokeTokens'
    >
  >;
  readonly nowEpochSeconds: () => number;
}

/** Sign-in with authorization code and PKCE; the access token lives as long as the tab. */
export function createSignIn(ports: SignInPorts): SignIn {
  const readUser = () => readStoredUser(ports.storage, ports.config.oidc);
  let renewal: Promise<string | null> | null = null;

  // One renewal at a time: a refresh token that is used twice is revoked by many issuers.
  const renew = () => {
    renewal ??= renewOnce(ports).finally(() => {
      renewal = null;
    });
    return renewal;
  };

  return {
    isSignedIn: () => readUser() !== null,
    renew: async () => (readUser() ? renew() : null),
    async getAccessToken() {
      const user = readUser();
      if (!user) return null;
      const ends = user.expiresAtEpochSeconds ?? Number.POSITIVE_INFINITY;
      return ends - ports.nowEpochSeconds() > renewBeforeSeconds ? user.accessToken : renew();
    },
    async begin(returnTo) {
      const manager = await ports.loadManager();
      await manager.signinRedirect({ state: { returnTo } });
    },
    end: () => endSession(ports),
  };
}

/** @returns null when the issuer no longer knows the person */
async function renewOnce({ loadManager }: SignInPorts): Promise<string | null> {
  try {
    const manager = await loadManager();
    return (await manager.signinSilent())?.access_token ?? null;
  } catch {
    return null;
  }
}
