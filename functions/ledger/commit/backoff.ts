import { limits } from '../../../shared/limits.ts';

/**
 * Full jitter: anywhere between nothing and a bound that doubles.
 *
 * @param random uniform in [0, 1)
 */
export const backoffMs = (attempt: number, random: number): number =>
  random * Math.min(limits.ledgerBackoffCapMs, limits.ledgerBackoffBaseMs * 2 ** attempt);
