import { limits } from '../../shared/limits.ts';
import { priceOf } from '../../shared/price-book.ts';
import { AppError } from '../app-error.ts';
import type { ToolPolicy } from './tool-policy.ts';

export interface CallEstimate {
  /** Units that the call asks for. */
  readonly quantity: number;
  /** What it costs at most. */
  readonly tokens: number;
}

/**
 * What a call will cost, from the arguments it will be made with. A service sold in lots is paid by
 * the units asked for, so a call that does not say how many is refused rather than guessed.
 *
 * @throws AppError `amount_invalid`
 */
export function estimateCall(
  { service, quantityArgument }: Pick<ToolPolicy, 'service' | 'quantityArgument'>,
  args: Readonly<Record<string, unknown>>,
): CallEstimate {
  if (service === null) return { quantity: 1, tokens: 0 };
  const quantity = quantityArgument === null ? 1 : args[quantityArgument];
  if (typeof quantity !== 'number' || !isCount(quantity)) {
    throw new AppError('amount_invalid', {
      detail: `"${quantityArgument}" has to say how many are wanted, as a whole number from 1.`,
    });
  }
  return { quantity, tokens: priceOf(service, quantity) };
}

const isCount = (quantity: number) =>
  Number.isSafeInteger(quantity) && quantity >= 1 && quantity <= limits.tokensPerCommand;
