import { randomUUID } from 'node:crypto';
import type { LedgerCommand } from '../../functions/ledger/commands.ts';
import { createLedger } from '../../functions/ledger/ledger.ts';
import { createAccountStore } from '../../functions/store/accounts.ts';
import { createApiKeyStore } from '../../functions/store/api-keys.ts';
import { type ApiClient, createApiClient } from './api-client.ts';
import type { TestApi } from './api-server.ts';
import { createRecordingLog } from './recording-log.ts';

type CommandPart<Command> = Command extends LedgerCommand
  ? Omit<Command, 'accountId' | 'actor'>
  : never;

/** An account with a past: commands happen when the test says, the API reads what they left. */
export interface PastAccount extends ApiClient {
  readonly accountId: string;
  readonly execute: (at: string, command: CommandPart<LedgerCommand>) => Promise<void>;
}

/** @param at ISO time in UTC at which the account is opened, with 100 tokens */
export async function openPastAccount(
  { url, table }: Pick<TestApi, 'url' | 'table'>,
  at: string,
): Promise<PastAccount> {
  let clock = at;
  const ledger = createLedger({
    ...table,
    log: createRecordingLog(),
    now: () => new Date(clock),
  });
  const accountId = `account-${randomUUID()}`;
  await createAccountStore(table).createAccount({ accountId });
  const scopes = ['tokens:read'] as const;
  const { secret } = await createApiKeyStore(table).createApiKey({ accountId, name: 'T', scopes });
  const execute: PastAccount['execute'] = async (moment, command) => {
    clock = moment;
    await ledger.execute({ ...command, accountId, actor: 'test' });
  };
  await execute(at, { kind: 'open' });
  return { ...createApiClient(url, secret), accountId, execute };
}
