import { apiKeyPrefix } from '../../shared/api-key-prefix.ts';
import { scopes } from '../../shared/scopes.ts';
import { AppError } from '../app-error.ts';
import type { ReadAccessToken } from '../http/access-tokens.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Principal } from '../principal.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { ApiKeyStore } from '../store/api-keys.ts';

export interface AuthenticateDependencies {
  readonly accounts: Pick<AccountStore, 'resolveIdentity'>;
  readonly apiKeys: Pick<ApiKeyStore, 'findApiKey'>;
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly readAccessToken: ReadAccessToken;
  readonly adminGroup: string;
}

/** What people may do who sign in; only members of the admin group administer. */
const personScopes = scopes.filter((scope) => scope !== 'admin');

/**
 * Finds out who is calling, from the Authorization header: an API key, or a person's access
 * token. A person's first sign-in opens their account.
 *
 * @throws AppError `unauthenticated`, `sign_in_unavailable`
 */
export function createAuthenticate(dependencies: AuthenticateDependencies) {
  const { accounts, apiKeys, ledger, readAccessToken, adminGroup } = dependencies;

  async function authenticateKey(secret: string): Promise<Principal> {
    const key = await apiKeys.findApiKey(secret);
    if (key === null) throw new AppError('unauthenticated');
    const { accountId, keyId, scopes: granted } = key;
    const isAdmin = granted.includes('admin');
    return { accountId, actor: `key:${keyId}`, scopes: granted, isAdmin };
  }

  async function authenticatePerson(token: string): Promise<Principal> {
    const person = await readAccessToken(token);
    const { accountId, isNew } = await accounts.resolveIdentity(person);
    const actor = `user:${person.subject}`;
    if (isNew) await ledger.execute({ kind: 'open', accountId, actor });
    const isAdmin = person.groups.includes(adminGroup);
    return { accountId, actor, scopes: isAdmin ? scopes : personScopes, isAdmin };
  }

  return async function authenticate(authorization: string | undefined): Promise<Principal> {
    const [, token] = /^Bearer +([A-Za-z0-9._~+/=-]+)$/i.exec(authorization?.trim() ?? '') ?? [];
    if (token === undefined) throw new AppError('unauthenticated');
    return token.startsWith(apiKeyPrefix) ? authenticateKey(token) : authenticatePerson(token);
  };
}
