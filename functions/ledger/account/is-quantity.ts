import { limits } from '../../../shared/limits.ts';

/** Whole units of a service, from none to the most that one command may move. */
export const isQuantity = (quantity: number): boolean =>
  Number.isSafeInteger(quantity) && quantity >= 0 && quantity <= limits.tokensPerCommand;
