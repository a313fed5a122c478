import type { ChargeResult } from '../../shared/api/charges.ts';
import { errorCatalogue } from '../../shared/error-catalogue.ts';
import type { routes } from '../../shared/routes.ts';
import type { SpendAnswer } from '../ledger/decision.ts';
import type { Ledger } from '../ledger/ledger.ts';
import { readSoundState } from '../ledger/read/read-balance.ts';
import { problemOf, toAppError } from '../problem.ts';
import type { Operation } from '../route-request.ts';
import { buildSpend } from './build-spend.ts';
import { describeCharge } from './describe-charge.ts';

/**
 * Charges the caller for many things at once; the ledger commits them together. Each is charged or
 * refused by itself.
 *
 * @throws AppError when one of them failed for a reason that is not the caller's, after all have
 *   ended: sent again, those that were charged are replayed
 */
export function createCreateCharges(dependencies: {
  readonly ledger: Pick<Ledger, 'execute' | 'reader'>;
  readonly now: () => Date;
}): Operation<typeof routes.createCharges> {
  const { ledger, now } = dependencies;
  return async ({ principal, body, requestId }) => {
    const { accountId } = principal;
    const outcomes = await Promise.allSettled(
      body.charges.map(({ idempotencyKey, ...charge }) =>
        ledger.execute({ kind: 'charge', ...buildSpend(principal, 'api', idempotencyKey, charge) }),
      ),
    );
    const results = outcomes.map((outcome, index) => ({
      idempotencyKey: body.charges[index]!.idempotencyKey,
      ...describeOutcome(outcome, requestId),
    }));
    const { available } = await readSoundState(ledger.reader, accountId, now().toISOString());
    return { results, balanceAfter: available };
  };
}

function describeOutcome(
  outcome: PromiseSettledResult<SpendAnswer>,
  requestId: string,
): Omit<ChargeResult, 'idempotencyKey'> {
  if (outcome.status === 'fulfilled') {
    const { value } = outcome;
    return { status: value.isReplay ? 'replayed' : 'charged', charge: describeCharge(value) };
  }
  const error = toAppError(outcome.reason);
  if (errorCatalogue[error.code].status >= 500) throw error;
  return { status: 'refused', problem: problemOf(error, requestId) };
}
