import { readFailures } from './read-failures.ts';
import type { TriggerOutcome } from './invoke-trigger.ts';
import type { LocalQueue } from './local-queue.ts';
import type { StoredMessage } from './message-storage.ts';
import { pause } from './pause.ts';

/** Looking costs next to nothing: the queue is in this process. */
const pollMs = 250;

/** Hands the messages of a queue to a function, until the signal, and removes what is done. */
export async function consumeQueue(options: {
  queue: LocalQueue;
  batchCount: number;
  invoke: (event: unknown) => Promise<TriggerOutcome>;
  signal: AbortSignal;
}): Promise<void> {
  const { queue, batchCount, invoke, signal } = options;
  while (!signal.aborted) {
    const messages = queue.receive(batchCount);
    if (messages.length === 0) await pause(pollMs, signal);
    else await deliver(messages);
  }

  async function deliver(messages: readonly StoredMessage[]): Promise<void> {
    const outcome = await invoke({ Records: messages.map(toRecord) });
    if (outcome.kind === 'failed') return;
    const ids = messages.map(({ messageId }) => messageId);
    const failed = readFailures(outcome.answer, ids);
    for (const id of ids) if (!failed.includes(id)) queue.remove(id);
  }
}

/** A message in the form in which Lambda hands it to a function. */
const toRecord = (message: StoredMessage) => ({
  messageId: message.messageId,
  receiptHandle: message.messageId,
  body: message.body,
  attributes: {
    ApproximateReceiveCount: String(message.receiveCount),
    SentTimestamp: String(message.sentAtMs),
    SenderId: 'local',
    ApproximateFirstReceiveTimestamp: String(message.sentAtMs),
    MessageGroupId: message.group,
    MessageDeduplicationId: message.deduplicationId,
  },
  messageAttributes: {},
  md5OfBody: '',
  eventSource: 'aws:sqs',
  eventSourceARN: 'arn:aws:sqs:us-east-1:000000000000:local',
  awsRegion: 'us-east-1',
});
