import * as fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { backoffSeconds } from '../../../functions/events/backoff-seconds.ts';
import { createDeliverInOrder } from '../../../functions/events/deliver-in-order.ts';
import { limits } from '../../../shared/limits.ts';
import { queues } from '../../../shared/triggers.ts';
import { createRecordingLog } from '../../support/recording-log.ts';

const lastCount = queues.webhooks.receiveCount;
const buildMessage = (messageId: string, group: string, receiveCount = 1) => ({
  messageId,
  group,
  receiveCount,
  receiptHandle: `receipt of ${messageId}`,
  body: '',
});

/** Delivers to a receiver that fails for some messages, with time for so many. */
async function deliver(
  messages: ReturnType<typeof buildMessage>[],
  options: { failing?: string[]; timeForCount?: number; isQueueDown?: boolean } = {},
) {
  const { failing = [], timeForCount = Infinity, isQueueDown = false } = options;
  const tried: string[] = [];
  const postponed = new Map<string, number>();
  const log = createRecordingLog();
  const run = createDeliverInOrder({
    deliver: async ({ messageId }) => {
      tried.push(messageId);
      return !failing.includes(messageId);
    },
    queue: {
      postpone: async (receipt, seconds) => {
        if (isQueueDown) throw new Error('no route');
        postponed.set(receipt.replace('receipt of ', ''), seconds);
      },
    },
    log,
    random: () => 0,
  });
  const remainingMs = () => (tried.length < timeForCount ? 60_000 : 1_000);
  return { left: await run(messages, { remainingMs }), tried, postponed, log };
}

describe('delivering a batch', () => {
  it('delivers each group in its order', async () => {
    const messages = [
      buildMessage('a1', 'a'),
      buildMessage('b1', 'b'),
      buildMessage('a2', 'a'),
      buildMessage('b2', 'b'),
    ];
    const { left, tried, postponed } = await deliver(messages);
    expect(left).toEqual([]);
    expect(tried.filter((id) => id.startsWith('a'))).toEqual(['a1', 'a2']);
    expect(tried.filter((id) => id.startsWith('b'))).toEqual(['b1', 'b2']);
    expect(postponed.size).toBe(0);
  });

  it('keeps back what comes after a failure in its group, and nothing else', async () => {
    const messages = [
      buildMessage('a1', 'a'),
      buildMessage('a2', 'a', 3),
      buildMessage('a3', 'a'),
      buildMessage('b1', 'b'),
    ];
    const { left, tried, postponed } = await deliver(messages, { failing: ['a2'] });
    expect(left).toEqual(['a2', 'a3']);
    expect(tried.toSorted()).toEqual(['a1', 'a2', 'b1']);
    const seconds = backoffSeconds(3, 0);
    expect([...postponed]).toEqual([
      ['a2', seconds],
      ['a3', seconds],
    ]);
  });

  it('tries those behind a message that is given up: they were received as often', async () => {
    const messages = ['a1', 'a2', 'a3'].map((id) => buildMessage(id, 'a', lastCount));
    const { left, tried, postponed } = await deliver(messages, { failing: ['a1', 'a3'] });
    expect(tried).toEqual(['a1', 'a2', 'a3']);
    expect(left).toEqual(['a1', 'a3']);
    expect([...postponed.values()]).toEqual([0, 0]);
  });

  it('puts the rest back at once when its time is over', async () => {
    const messages = ['a1', 'a2', 'a3'].map((id) => buildMessage(id, 'a'));
    const { left, tried, postponed } = await deliver(messages, { timeForCount: 1 });
    expect(tried).toEqual(['a1']);
    expect(left).toEqual(['a2', 'a3']);
    expect([...postponed.values()]).toEqual([0, 0]);
  });

  it('reports what failed even when the queue does not answer', async () => {
    const { left, log } = await deliver([buildMessage('a1', 'a')], {
      failing: ['a1'],
      isQueueDown: true,
    });
    expect(left).toEqual(['a1']);
    expect(log.lines).toMatchObject([{ level: 'warn', message: 'webhooks not postponed' }]);
  });
});

describe('the wait after a failure', () => {
  it('doubles with each try up to an hour', () => {
    const waits = [1, 2, 3, 4, 8, 30].map((count) => backoffSeconds(count, 1));
    expect(waits).toEqual([30, 60, 120, 240, 3600, 3600]);
  });

  it('lies in the upper half, in whole seconds', () => {
    const random = fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true });
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 40 }), random, (count, value) => {
        const seconds = backoffSeconds(count, value);
        expect(Number.isInteger(seconds)).toBe(true);
        expect(seconds).toBeGreaterThanOrEqual(backoffSeconds(count, 0));
        expect(seconds).toBeLessThanOrEqual(limits.webhookBackoffCapSeconds);
      }),
    );
  });
});
