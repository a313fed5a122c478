import type { routes } from '../../shared/routes.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation } from '../route-request.ts';
import { describeSettlement } from './describe-settlement.ts';
import { requireHold } from './require-hold.ts';
import { spendKey } from './spend-key.ts';

const defaultReason = 'released by the caller';

/**
 * Gives a hold back: the caller did not do the work.
 *
 * @throws AppError `hold_not_found`, `hold_captured`, `idempotency_key_reused`
 */
export function createReleaseHold(dependencies: {
  readonly ledger: Pick<Ledger, 'execute' | 'reader'>;
}): Operation<typeof routes.releaseHold> {
  const { ledger } = dependencies;
  return async ({ principal, params, body, idempotencyKey }) => {
    const { accountId, actor } = principal;
    const { chargeId } = await requireHold(ledger.reader, accountId, params.holdId);
    const answer = await ledger.execute({
      kind: 'release',
      accountId,
      actor,
      chargeId,
      reason: body.reason ?? defaultReason,
      idempotencyKey: spendKey('api', idempotencyKey),
    });
    return describeSettlement(answer);
  };
}
