import { AppError } from '../app-error.ts';
import type { AccountStore } from '../store/accounts.ts';

/**
 * The client that a request works for: the one it names, or the account's only one.
 *
 * @throws AppError `client_not_found`, also for a client of somebody else; `client_id_required`
 *   with the clients to choose from
 */
export async function chooseClient(
  accounts: Pick<AccountStore, 'readClient' | 'listClients'>,
  accountId: string,
  wanted: string | undefined,
): Promise<string> {
  if (wanted !== undefined) {
    const client = await accounts.readClient(wanted);
    if (client?.accountId !== accountId) throw new AppError('client_not_found');
    return wanted;
  }
  const [only, ...others] = await accounts.listClients(accountId);
  if (only !== undefined && others.length === 0) return only.clientId;
  const clients = [only, ...others].flatMap((client) =>
    client === undefined ? [] : [{ clientId: client.clientId, name: client.name }],
  );
  throw new AppError('client_id_required', {
    detail: 'This account has not exactly one client: name one in the header X-Client-Id.',
    members: { clients },
  });
}
