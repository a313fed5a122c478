import type { routes } from '../../shared/routes.ts';
import type { SpendAnswer } from '../ledger/decision.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation, RouteAnswer } from '../route-request.ts';
import type { AccountStore } from '../store/accounts.ts';
import { buildSpend } from './build-spend.ts';
import { requireClient } from './require-client.ts';

/**
 * Sets the price of a service aside for work that the caller is about to do.
 *
 * @throws AppError `client_not_found`, `service_unknown`, `insufficient_tokens`,
 *   `idempotency_key_reused`, `account_frozen`
 */
export function createCreateHold(dependencies: {
  readonly ledger: Pick<Ledger, 'execute'>;
  readonly accounts: Pick<AccountStore, 'readClient'>;
}): Operation<typeof routes.createHold> {
  const { ledger, accounts } = dependencies;
  return async ({ principal, body, idempotencyKey }) => {
    await requireClient(accounts, principal.accountId, body.clientId);
    const { holdSeconds } = body;
    const spend = buildSpend(principal, 'api', idempotencyKey, body);
    const answer = await ledger.execute({ kind: 'hold', ...spend, holdSeconds });
    return { body: describeHeld(answer), isReplay: answer.isReplay };
  };
}

/** As it was first answered, open, whatever became of it since. */
function describeHeld(answer: SpendAnswer): RouteAnswer<typeof routes.createHold> {
  const { chargeId, service, quantity, tokens, balanceAfter, sequence, createdAt } = answer;
  if (answer.expiresAt === null) throw new Error('a hold without a deadline');
  return {
    holdId: chargeId,
    service,
    quantity,
    tokens,
    balanceAfter,
    sequence,
    status: 'open',
    createdAt,
    expiresAt: answer.expiresAt,
  };
}
