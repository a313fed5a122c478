import { limits } from '../../shared/limits.ts';
import { queues } from '../../shared/triggers.ts';
import type { Log } from '../log.ts';
import { backoffSeconds } from './backoff-seconds.ts';
import type { MessageQueue, ReceivedMessage } from './message-queue.ts';

export interface DeliverInOrderDependencies {
  /** Makes one try. @returns whether the message is done with */
  readonly deliver: (message: ReceivedMessage) => Promise<boolean>;
  readonly queue: Pick<MessageQueue, 'postpone'>;
  readonly log: Log;
  /** Uniform in [0, 1); spreads the tries after a failure. */
  readonly random: () => number;
}

/** Enough for the request that is running, and for putting the rest back. */
const reserveMs = limits.webhookTimeoutMs + 5_000;

/**
 * Delivers messages, each group in its order, all groups side by side. A message that fails is put
 * back and those behind it in its group with it. In its last try it keeps nobody waiting any more:
 * they were received as often as it, and would be given up untried.
 *
 * @returns ids of the messages that have to come again
 */
export function createDeliverInOrder(dependencies: DeliverInOrderDependencies) {
  const { deliver, queue, log, random } = dependencies;

  return async function deliverInOrder(
    messages: readonly ReceivedMessage[],
    run: { readonly remainingMs: () => number },
  ): Promise<string[]> {
    const groups = Map.groupBy(messages, ({ group }) => group);
    const left = await Promise.all(
      [...groups.values()].map((group) => deliverGroup(group, run.remainingMs)),
    );
    return left.flat().map(({ messageId }) => messageId);
  };

  async function deliverGroup(
    messages: readonly ReceivedMessage[],
    remainingMs: () => number,
  ): Promise<readonly ReceivedMessage[]> {
    const failed: ReceivedMessage[] = [];
    for (const [index, message] of messages.entries()) {
      const rest = messages.slice(index);
      if (remainingMs() < reserveMs) return putBack([...failed, ...rest], 0);
      if (await deliver(message)) continue;
      if (message.receiveCount < queues.webhooks.receiveCount) {
        return putBack([...failed, ...rest], backoffSeconds(message.receiveCount, random()));
      }
      failed.push(message);
    }
    return putBack(failed, 0);
  }

  /** One that cannot be put back comes again all the same, only later. */
  async function putBack(
    messages: readonly ReceivedMessage[],
    seconds: number,
  ): Promise<readonly ReceivedMessage[]> {
    const put = messages.map(({ receiptHandle }) => queue.postpone(receiptHandle, seconds));
    const failures = (await Promise.allSettled(put)).filter(({ status }) => status === 'rejected');
    if (failures.length > 0) log.warn('webhooks not postponed', { count: failures.length });
    return messages;
  }
}
