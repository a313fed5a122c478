import { limits } from '../../shared/limits.ts';
import { splitIntoLots } from './split-into-lots.ts';

export interface LotSender<Item> {
  readonly sizeOf: (item: Item) => number;
  /** Makes one request. @returns the items that were not taken */
  readonly send: (lot: readonly Item[]) => Promise<readonly Item[]>;
  /** Waits; a test may skip it. */
  readonly wait: (ms: number) => Promise<void>;
}

/**
 * Sends items in order, lot by lot, and sends again what was not taken, some times. Stops at the
 * first lot that stays incomplete, so that nothing overtakes what is behind.
 *
 * @returns the items that were not taken, or not sent
 * @throws what `send` throws
 */
export async function sendInLots<Item>(
  items: readonly Item[],
  sender: LotSender<Item>,
): Promise<Item[]> {
  const limit = { count: limits.messagesPerCallCount, bytes: limits.messagingCallBytes };
  const lots = splitIntoLots(items, limit, sender.sizeOf);
  for (const [index, lot] of lots.entries()) {
    const left = await sendLot(lot, sender);
    if (left.length > 0) return [...left, ...lots.slice(index + 1).flat()];
  }
  return [];
}

async function sendLot<Item>(
  lot: readonly Item[],
  { send, wait }: LotSender<Item>,
): Promise<readonly Item[]> {
  let left = await send(lot);
  for (let attempt = 1; attempt < limits.messagingAttemptCount && left.length > 0; attempt++) {
    await wait(limits.messagingBackoffMs * attempt);
    left = await send(left);
  }
  return left;
}
