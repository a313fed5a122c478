import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readSoundState, summariseBalance } from '../ledger/read/read-balance.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';

/** Who is signed in, what they may connect, and what they have. */
export function createGetMe(dependencies: {
  readonly accounts: Pick<AccountStore, 'readProfile' | 'listClients'>;
  readonly ledger: Pick<Ledger, 'reader'>;
  readonly now: () => Date;
}): Operation<typeof routes.getMe> {
  const { accounts, ledger, now } = dependencies;
  return async ({ principal: { accountId, isAdmin } }) => {
    const [profile, clients, state] = await Promise.all([
      accounts.readProfile(accountId),
      accounts.listClients(accountId),
      readSoundState(ledger.reader, accountId, now().toISOString()),
    ]);
    return {
      accountId,
      email: profile?.email ?? null,
      isAdmin,
      clients: clients.map(({ clientId, name }) => ({ clientId, name })),
      balance: summariseBalance(state),
    };
  };
}
