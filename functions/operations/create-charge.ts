import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import { buildSpend } from './build-spend.ts';
import { describeCharge } from './describe-charge.ts';
import { requireClient } from './require-client.ts';

/**
 * Charges the caller for a service at once.
 *
 * @throws AppError `client_not_found`, `service_unknown`, `insufficient_tokens`,
 *   `idempotency_key_reused`, `account_frozen`
 */
export function createCreateCharge(dependencies: {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly accounts: Pick<AccountStore, 'readClient'>;
}): Operation<typeof routes.createCharge> {
  const { ledger, accounts } = dependencies;
  return async ({ principal, body, idempotencyKey }) => {
    await requireClient(accounts, principal.accountId, body.clientId);
    const spend = buildSpend(principal, 'api', idempotencyKey, body);
    const answer = await ledger.execute({ kind: 'charge', ...spend });
    return { body: describeCharge(answer), isReplay: answer.isReplay };
  };
}
