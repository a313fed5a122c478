import { limits } from '../../shared/limits.ts';
import type { ServiceId } from '../../shared/price-book.ts';
import type { SpendAnswer } from '../ledger/decision.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MeteredCall } from './call-tool-metered.ts';

/**
 * Holds the price of a call.
 *
 * @throws AppError `insufficient_tokens`, `idempotency_key_reused`
 */
export function holdForCall(
  ledger: Pick<Ledger, 'execute'>,
  call: MeteredCall,
  spend: { readonly service: ServiceId; readonly quantity: number },
): Promise<SpendAnswer> {
  const { tool, policy, idempotencyKey } = call;
  return ledger.execute({
    kind: 'hold',
    ...call.payer,
    ...spend,
    idempotencyKey: `tool:${idempotencyKey}`,
    subject: JSON.stringify([tool.name, call.args]),
    // What is sold in lots may take long; its worker goes on with the hold.
    holdSeconds: policy.quantityArgument === null ? limits.toolHoldSeconds : limits.jobHoldSeconds,
    reference: { tool: tool.name, ...call.reference },
  });
}
