import { limits } from '../../shared/limits.ts';
import type { ServiceId } from '../../shared/price-book.ts';
import { AppError } from '../app-error.ts';
import type { SpendAnswer } from '../ledger/decision.ts';
import type { Ledger } from '../ledger/ledger.ts';
import type { MeteredCall } from './call-tool-metered.ts';

/**
 * Holds the price of a call.
 *
 * A call that is resumed goes on with the hold that its dead process has left; where that was
 * given back, with a new one.
 *
 * @throws AppError `insufficient_tokens`, `idempotency_key_reused`, `call_attempts_exhausted`
 */
export async function holdForCall(
  ledger: Pick<Ledger, 'execute'>,
  call: MeteredCall,
  spend: { readonly service: ServiceId; readonly quantity: number },
): Promise<SpendAnswer> {
  const { tool, policy, idempotencyKey } = call;
  const take = (attempt: number) =>
    ledger.execute({
      kind: 'hold',
      ...call.payer,
      ...spend,
      idempotencyKey: holdKeyOf(idempotencyKey, attempt),
      subject: JSON.stringify([tool.name, call.args]),
      // What is sold in lots may take long; its worker goes on with the hold.
      holdSeconds:
        policy.quantityArgument === null ? limits.toolHoldSeconds : limits.jobHoldSeconds,
      reference: { tool: tool.name, call: idempotencyKey, ...call.reference },
    });
  if (!call.isResumed) return take(1);
  for (let attempt = 1; attempt <= limits.toolCallAttemptCount; attempt++) {
    const hold = await take(attempt);
    if (hold.status !== 'released' && hold.status !== 'expired') return hold;
  }
  throw new AppError('call_attempts_exhausted');
}

const holdKeyOf = (idempotencyKey: string, attempt: number): string =>
  attempt === 1 ? `tool:${idempotencyKey}` : `tool:${idempotencyKey}#${attempt}`;
