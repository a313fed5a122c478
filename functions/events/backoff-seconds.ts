import { limits } from '../../shared/limits.ts';

/**
 * How long a message waits after its try number `receiveCount` failed: twice as long each time, up
 * to a cap, and somewhere in the upper half of that, so that those who failed together part.
 *
 * @param random uniform in [0, 1)
 */
export function backoffSeconds(receiveCount: number, random: number): number {
  const { webhookBackoffBaseSeconds, webhookBackoffCapSeconds } = limits;
  const doubled = webhookBackoffBaseSeconds * 2 ** (receiveCount - 1);
  return Math.ceil((Math.min(doubled, webhookBackoffCapSeconds) / 2) * (1 + random));
}
