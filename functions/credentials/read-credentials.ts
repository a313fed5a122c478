import type { HttpServerEntry } from '../../shared/server-entry.ts';
import type { AccountStore } from '../store/accounts.ts';
import type { CredentialFields, CredentialVault } from './credential-vault.ts';

/**
 * What a client has stored for a server; no fields when nothing is, or nothing that opens.
 *
 * @throws AppError `provider_failed` when stored ones cannot be opened right now
 */
export type ReadCredentials = (
  entry: Pick<HttpServerEntry, 'id'>,
  clientId: string,
) => Promise<CredentialFields>;

/** Makes the function that finds the credentials for a connection. */
export function createReadCredentials({
  accounts,
  vault,
}: {
  readonly accounts: Pick<AccountStore, 'readClient'>;
  readonly vault: Pick<CredentialVault, 'openCredentials'>;
}): ReadCredentials {
  return async ({ id: server }, clientId) => {
    const client = await accounts.readClient(clientId);
    if (client === null) return {};
    const { accountId } = client;
    return (await vault.openCredentials({ accountId, clientId, server })) ?? {};
  };
}
