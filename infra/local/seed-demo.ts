import type { Log } from '../../functions/log.ts';
import { createLedger } from '../../functions/ledger/ledger.ts';
import { createAccountStore } from '../../functions/store/accounts.ts';
import { createApiKeyStore } from '../../functions/store/api-keys.ts';
import type { Table } from '../../functions/store/table.ts';
import type { Scope } from '../../shared/scopes.ts';
import { demoAccounts } from './demo-accounts.ts';

const demoScopes: readonly Scope[] = ['chat', 'tokens:read', 'tokens:write', 'keys', 'admin'];

/** Makes the demo accounts, clients and API key. What exists already stays as it is. */
export async function seedDemo(table: Table, apiKey: string, log: Log): Promise<void> {
  const accounts = createAccountStore(table);
  const ledger = createLedger({ ...table, log });
  for (const { accountId, email, clientId, clientName } of demoAccounts) {
    await accounts.createAccount({ accountId, email });
    await accounts.createClient({ clientId, accountId, name: clientName });
    await ledger.execute({ kind: 'open', accountId, actor: 'system:demo' });
  }
  const apiKeys = createApiKeyStore(table);
  if ((await apiKeys.findApiKey(apiKey)) !== null) return;
  const { accountId } = demoAccounts[0];
  await apiKeys.createApiKey({ accountId, name: 'Demo', scopes: demoScopes, secret: apiKey });
}
