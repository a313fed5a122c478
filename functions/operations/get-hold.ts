import type { routes } from '../../shared/routes.ts';
import type { ChargeRecord } from '../ledger/account/charge-record.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { Operation, RouteAnswer } from '../route-request.ts';
import { requireHold } from './require-hold.ts';

/** @throws AppError `hold_not_found` */
export function createGetHold(dependencies: {
  readonly ledger: Pick<Ledger, 'reader'>;
}): Operation<typeof routes.getHold> {
  const { reader } = dependencies.ledger;
  return async ({ principal, params }) =>
    describeHold(await requireHold(reader, principal.accountId, params.holdId));
}

function describeHold(hold: ChargeRecord): RouteAnswer<typeof routes.getHold> {
  const { expiresAtEpochSeconds } = hold;
  if (expiresAtEpochSeconds === undefined) throw new Error('a hold without a deadline');
  return {
    holdId: hold.chargeId,
    service: hold.service,
    quantity: hold.quantity,
    tokens: hold.tokens,
    status: hold.status,
    capturedTokens: hold.capturedTokens ?? null,
    clientId: hold.clientId ?? null,
    reference: hold.reference,
    createdAt: hold.createdAt,
    expiresAt: new Date(expiresAtEpochSeconds * 1000).toISOString(),
    settledAt: hold.settledAt ?? null,
  };
}
