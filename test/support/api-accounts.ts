import { randomUUID } from 'node:crypto';
import { createLedger } from '../../functions/ledger/ledger.ts';
import { verifyAccount } from '../../functions/ledger/audit/verify.ts';
import { createAccountStore } from '../../functions/store/accounts.ts';
import { createApiKeyStore } from '../../functions/store/api-keys.ts';
import type { Scope } from '../../shared/scopes.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import { putPlacedCall } from './placed-call.ts';
import { putRunningJob } from './running-job.ts';
import { createRecordingLog } from './recording-log.ts';
import type { TestTable } from './table.ts';

const allButAdmin: readonly Scope[] = ['chat', 'tokens:read', 'tokens:write', 'keys'];

/** An account with one client and one API key, and somebody who uses it. */
export interface TestAccount extends ApiClient {
  readonly accountId: string;
  readonly clientId: string;
  readonly apiKey: string;
  /** Connects its own client. */
  readonly chat: () => ReturnType<ApiClient['connect']>;
  /** A job that runs and has found some of its leads. @returns its id */
  readonly startJob: () => Promise<string>;
  /** A call that was placed as `CA1`. @returns its id */
  readonly placeCall: () => Promise<string>;
  /** What an audit finds wrong; nothing in a sound account. */
  readonly problems: () => Promise<readonly string[]>;
}

/** Makes accounts through the stores and the ledger of the product. */
export function createTestAccounts(url: string, table: TestTable) {
  const accounts = createAccountStore(table);
  const apiKeys = createApiKeyStore(table);
  const ledger = createLedger({ ...table, log: createRecordingLog() });

  return async function openAccount(
    options: { balance?: number; scopes?: readonly Scope[]; email?: string } = {},
  ): Promise<TestAccount> {
    const { balance = 100, scopes = allButAdmin, email } = options;
    const accountId = `account-${randomUUID()}`;
    const clientId = `client-${randomUUID()}`;
    await accounts.createAccount({ accountId, ...(email !== undefined && { email }) });
    await accounts.createClient({ clientId, accountId, name: 'Rosalex Realty' });
    await ledger.execute({ kind: 'open', accountId, actor: 'test' });
    if (balance < 100) {
      const spent = { idempotencyKey: 'spent before', quantity: 100 - balance } as const;
      const service = 'ai_chat_message';
      await ledger.execute({ kind: 'charge', accountId, actor: 'test', service, ...spent });
    }
    const { secret: apiKey } = await apiKeys.createApiKey({ accountId, name: 'Test', scopes });
    const client = createApiClient(url, apiKey);
    return {
      ...client,
      accountId,
      clientId,
      apiKey,
      chat: () => client.connect({ clientId }),
      placeCall: () => putPlacedCall(table, clientId),
      startJob: () => putRunningJob(table, { accountId, clientId }),
      problems: async () => (await verifyAccount(ledger.reader, accountId)).problems,
    };
  };
}
