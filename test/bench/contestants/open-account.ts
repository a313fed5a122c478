import { randomUUID } from 'node:crypto';
import type { Ledger } from '../../../functions/ledger/ledger.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import type { Table } from '../../../functions/store/table.ts';
import { limits } from '../../../shared/limits.ts';

export const benchActor = 'system:bench';

/** An account that no measurement can empty. @returns its id */
export async function openAccount(table: Table, ledger: Ledger): Promise<string> {
  const accountId = `acc_${randomUUID()}`;
  await createAccountStore(table).createAccount({ accountId });
  await ledger.execute({ kind: 'open', accountId, actor: benchActor });
  await ledger.execute({
    kind: 'grant',
    accountId,
    actor: benchActor,
    idempotencyKey: 'bench',
    tokens: limits.tokensPerCommand,
    bucket: 'purchase',
  });
  return accountId;
}

export const openAccounts = (table: Table, ledger: Ledger, count: number): Promise<string[]> =>
  Promise.all(Array.from({ length: count }, () => openAccount(table, ledger)));
