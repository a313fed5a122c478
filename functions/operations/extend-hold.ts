import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';
import { requireHold } from './require-hold.ts';
import { spendKey } from './spend-key.ts';

/**
 * Gives the caller's work more time: the hold expires later.
 *
 * @throws AppError `hold_not_found`, `hold_captured`, `hold_released`, `hold_expired`,
 *   `idempotency_key_reused`
 */
export function createExtendHold(dependencies: {
  readonly ledger: Pick<Ledger, 'execute' | 'reader'>;
}): Operation<typeof routes.extendHold> {
  const { ledger } = dependencies;
  return async ({ principal, params, body, idempotencyKey }) => {
    const { accountId, actor } = principal;
    const { chargeId } = await requireHold(ledger.reader, accountId, params.holdId);
    const { status, expiresAt, isReplay } = await ledger.execute({
      kind: 'extend',
      accountId,
      actor,
      chargeId,
      holdSeconds: body.holdSeconds,
      idempotencyKey: spendKey('api', idempotencyKey),
    });
    return { body: { holdId: chargeId, status, expiresAt }, isReplay };
  };
}
