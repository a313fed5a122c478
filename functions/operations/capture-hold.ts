import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';
import { describeSettlement } from './describe-settlement.ts';
import { requireHold } from './require-hold.ts';
import { spendKey } from './spend-key.ts';

/**
 * Keeps what the caller delivered of a hold.
 *
 * @throws AppError `hold_not_found`, `hold_captured`, `hold_released`, `capture_above_hold`,
 *   `idempotency_key_reused`
 */
export function createCaptureHold(dependencies: {
  readonly ledger: Pick<Ledger, 'execute' | 'reader'>;
}): Operation<typeof routes.captureHold> {
  const { ledger } = dependencies;
  return async ({ principal, params, body, idempotencyKey }) => {
    const { accountId, actor } = principal;
    const { chargeId } = await requireHold(ledger.reader, accountId, params.holdId);
    const answer = await ledger.execute({
      kind: 'capture',
      accountId,
      actor,
      chargeId,
      quantity: body.quantity,
      idempotencyKey: spendKey('api', idempotencyKey),
    });
    return describeSettlement(answer);
  };
}
