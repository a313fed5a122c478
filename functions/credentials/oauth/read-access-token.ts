import { setTimeout as wait } from 'node:timers/promises';
import { limits } from '../../../shared/limits.ts';
import { AppError } from '../../app-error.ts';
import type { Log } from '../../log.ts';
import type { CredentialStore, RenewalLease } from '../../store/credentials.ts';
import { randomId } from '../../store/random-id.ts';
import type { CredentialOwner } from '../credential-owner.ts';
import type { OauthClients } from './oauth-clients.ts';
import type { OauthServerEntry } from './oauth-server-entry.ts';
import { requireOauthClient } from './require-oauth-client.ts';
import type { RenewTokens } from './renew-tokens.ts';
import type { SignInTokens } from './sign-in-tokens.ts';
import type { StoredSignIn, TokenVault } from './token-vault.ts';

/**
 * An access token that is good for a while.
 *
 * @param rejectedToken one that the server did not take, although it should be good
 * @throws AppError `credentials_missing`, `credentials_refused` when the client has to sign in
 *   anew, `server_not_configured`, `server_unreachable`, `provider_failed`
 */
export type ReadAccessToken = (
  entry: OauthServerEntry,
  owner: CredentialOwner,
  rejectedToken?: string,
) => Promise<string>;

type Connected = Extract<StoredSignIn, { kind: 'connected' }>;

/**
 * Makes the function that finds the token of a client for a server, and renews it when it ends. Of
 * all processes that see it end one renews it; the others wait for that one, as a refresh token
 * that is used twice may end the sign-in.
 */
export function createReadAccessToken(dependencies: {
  readonly vault: Pick<TokenVault, 'openTokens' | 'sealTokens'>;
  readonly credentials: Pick<CredentialStore, 'startRenewal' | 'endRenewal'>;
  readonly clients: OauthClients;
  readonly renewTokens: RenewTokens;
  readonly log: Log;
  readonly now: () => Date;
}): ReadAccessToken {
  const { vault, credentials, clients, renewTokens, log, now } = dependencies;

  return async function readAccessToken(entry, owner, rejectedToken) {
    const giveUpAt = now().getTime() + limits.tokenRenewalWaitMs;
    for (;;) {
      const stored = await vault.openTokens(owner);
      const { tokens, sealed } = requireConnected(entry, stored);
      if (isGood(tokens, rejectedToken, now())) return tokens.accessToken;
      const { clientId, server } = owner;
      const lease: RenewalLease = { clientId, server, owner: randomId('lease') };
      if (await credentials.startRenewal(lease, sealed, now())) {
        const renewed = await renew(entry, owner, lease, tokens);
        if (renewed !== null) return renewed;
      } else if (now().getTime() >= giveUpAt) {
        const detail = `The sign-in to ${entry.title} is being renewed.`;
        throw new AppError('server_unreachable', { detail, retryAfterSeconds: 2 });
      } else {
        await wait(limits.tokenRenewalPollMs);
      }
    }
  };

  /** @returns null when the row was replaced or deleted meanwhile */
  async function renew(
    entry: OauthServerEntry,
    owner: CredentialOwner,
    lease: RenewalLease,
    tokens: SignInTokens,
  ): Promise<string | null> {
    const outcome = await askForTokens(entry, tokens).catch(async (cause: unknown) => {
      await credentials.endRenewal(lease);
      throw cause;
    });
    const { accountId, clientId, server } = owner;
    if (outcome === 'refused') {
      log.warn('sign-in ended by its server', { accountId, clientId, server });
      return (await credentials.endRenewal(lease, null)) ? refuse(entry) : null;
    }
    const isKept = await credentials.endRenewal(lease, await vault.sealTokens(owner, outcome));
    log.info('sign-in renewed', { accountId, clientId, server });
    return isKept ? outcome.accessToken : null;
  }

  async function askForTokens(
    entry: OauthServerEntry,
    tokens: SignInTokens,
  ): Promise<SignInTokens | 'refused'> {
    const { refreshToken } = tokens;
    if (refreshToken === undefined) return 'refused';
    const client = requireOauthClient(clients, entry);
    return renewTokens({ entry, client, tokens: { ...tokens, refreshToken } }, now).catch(
      (cause: unknown) => {
        const detail = `The sign-in to ${entry.title} cannot be renewed right now.`;
        throw new AppError('server_unreachable', { detail, cause, retryAfterSeconds: 5 });
      },
    );
  }
}

function requireConnected(entry: OauthServerEntry, stored: StoredSignIn): Connected {
  if (stored.kind === 'connected') return stored;
  if (stored.kind === 'ended') return refuse(entry);
  const detail = `${entry.title} has not been connected for this client.`;
  throw new AppError('credentials_missing', { detail, members: { server: entry.id } });
}

function refuse(entry: OauthServerEntry): never {
  const detail = `${entry.title} has ended the sign-in. Connect it again.`;
  throw new AppError('credentials_refused', { detail, members: { server: entry.id } });
}

/** A token that was rejected as soon as it was given is not helped by another one. */
function isGood(tokens: SignInTokens, rejectedToken: string | undefined, now: Date): boolean {
  const ageSeconds = (now.getTime() - Date.parse(tokens.obtainedAt)) / 1000;
  const isRejected =
    tokens.accessToken === rejectedToken && ageSeconds >= limits.tokenMinAgeSeconds;
  if (isRejected) return false;
  return tokens.expiresAt === undefined || renewalTimeMs(tokens, tokens.expiresAt) > now.getTime();
}

/** Tokens that live for a minute are not renewed at once. */
function renewalTimeMs({ obtainedAt }: SignInTokens, expiresAt: string): number {
  const endMs = Date.parse(expiresAt);
  const halfLifeMs = Math.max(0, endMs - Date.parse(obtainedAt)) / 2;
  return endMs - Math.min(limits.tokenRenewalSeconds * 1000, halfLifeMs);
}
