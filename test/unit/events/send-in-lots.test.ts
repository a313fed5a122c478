import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { sendInLots } from '../../../functions/events/send-in-lots.ts';
import { splitIntoLots } from '../../../functions/events/split-into-lots.ts';
import { limits } from '../../../shared/limits.ts';

describe('lots', () => {
  const limit = { count: 3, bytes: 10 };
  const split = (sizes: readonly number[]) => splitIntoLots(sizes, limit, (size) => size);

  it('hold as many items as one request takes', () => {
    expect(split([1, 1, 1, 1])).toEqual([[1, 1, 1], [1]]);
  });

  it('hold as many bytes as one request takes', () => {
    expect(split([6, 4, 1, 9])).toEqual([
      [6, 4],
      [1, 9],
    ]);
  });

  it('leave a large item alone', () => {
    expect(split([1, 11, 1])).toEqual([[1], [11], [1]]);
  });

  it('lose nothing, keep the order, and keep to the limit', () => {
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 0, max: 10 })), (sizes) => {
        const lots = split(sizes);
        expect(lots.flat()).toEqual(sizes);
        for (const lot of lots) {
          expect(lot.length).toBeGreaterThan(0);
          expect(lot.length).toBeLessThanOrEqual(limit.count);
          expect(lot.reduce((sum, size) => sum + size, 0)).toBeLessThanOrEqual(limit.bytes);
        }
      }),
    );
  });
});

/** A receiver that refuses an item as often as told. */
function createReceiver(refusals: Readonly<Record<number, number>> = {}) {
  const requests: number[][] = [];
  const waits: number[] = [];
  const left = new Map(Object.entries(refusals).map(([item, count]) => [Number(item), count]));
  const send = async (lot: readonly number[]): Promise<number[]> => {
    requests.push([...lot]);
    const refused = lot.filter((item) => (left.get(item) ?? 0) > 0);
    for (const item of refused) left.set(item, (left.get(item) ?? 0) - 1);
    return refused;
  };
  const wait = async (ms: number) => void waits.push(ms);
  return { requests, waits, sender: { send, wait, sizeOf: () => 1 } };
}

describe('items that are sent', () => {
  const items = Array.from({ length: 25 }, (_value, index) => index + 1);

  it('go in lots of ten, in order', async () => {
    const { requests, sender } = createReceiver();
    expect(await sendInLots(items, sender)).toEqual([]);
    expect(requests).toEqual([items.slice(0, 10), items.slice(10, 20), items.slice(20)]);
  });

  it('need no request when there are none', async () => {
    const { requests, sender } = createReceiver();
    expect(await sendInLots([], sender)).toEqual([]);
    expect(requests).toEqual([]);
  });

  it('go again when they were not taken, without those that were', async () => {
    const { requests, waits, sender } = createReceiver({ 3: 2, 5: 1 });
    expect(await sendInLots(items.slice(0, 10), sender)).toEqual([]);
    expect(requests).toEqual([items.slice(0, 10), [3, 5], [3]]);
    expect(waits).toEqual([limits.messagingBackoffMs, 2 * limits.messagingBackoffMs]);
  });

  it('are given up after some tries, and with them all that comes after', async () => {
    const { requests, sender } = createReceiver({ 12: 1_000 });
    expect(await sendInLots(items, sender)).toEqual([12, ...items.slice(20)]);
    expect(requests).toHaveLength(1 + limits.messagingAttemptCount);
  });

  it('stop with the receiver that cannot be reached', async () => {
    const { sender } = createReceiver();
    const send = async () => Promise.reject(new Error('no route'));
    await expect(sendInLots(items, { ...sender, send })).rejects.toThrow('no route');
  });
});
