import type { ChargeCommand } from '../ledger/commands.ts';
import type { Reference } from '../ledger/account/entry.ts';
import { type SpendRoad, spendKey } from './spend-key.ts';

interface SpendRequest {
  readonly service: string;
  readonly quantity: number;
  readonly reference?: Reference | undefined;
  readonly clientId?: string | undefined;
  readonly holdSeconds?: number;
}

/**
 * What a charge and a hold that somebody else asks for have in common. The key stands for the
 * whole request: with another reference, client or deadline it is another one.
 */
export function buildSpend(
  payer: { readonly accountId: string; readonly actor: string },
  road: SpendRoad,
  key: string,
  request: SpendRequest,
): Omit<ChargeCommand, 'kind'> {
  const { service, quantity, reference = {}, clientId, holdSeconds } = request;
  const members = Object.entries(reference).toSorted(([left], [right]) => (left < right ? -1 : 1));
  return {
    accountId: payer.accountId,
    actor: payer.actor,
    clientId,
    idempotencyKey: spendKey(road, key),
    service,
    quantity,
    subject: JSON.stringify([members, clientId ?? null, holdSeconds ?? null]),
    reference: { ...reference, via: road },
  };
}
