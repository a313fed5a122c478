import { AppError } from '../app-error.ts';
import type { AccountStore } from '../store/accounts.ts';

/**
 * Makes sure that a client, where one is named, belongs to the account that pays for it.
 *
 * @throws AppError `client_not_found`, also for a client of somebody else
 */
export async function requireClient(
  accounts: Pick<AccountStore, 'readClient'>,
  accountId: string,
  clientId: string | undefined,
): Promise<void> {
  if (clientId === undefined) return;
  const client = await accounts.readClient(clientId);
  if (client?.accountId !== accountId) throw new AppError('client_not_found');
}
