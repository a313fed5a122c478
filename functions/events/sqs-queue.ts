import { createHash } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { MessageQueue, QueueMessage } from './message-queue.ts';
import { type MessagingAddress, clientOptions } from './messaging-address.ts';
import { sendInLots } from './send-in-lots.ts';

/** Amazon SQS, a FIFO queue: order within a group, and no second copy within five minutes. */
export function createSqsQueue(address: MessagingAddress & { queueUrl: string }): MessageQueue {
  const { queueUrl: QueueUrl } = address;
  let connected: ReturnType<typeof connect> | undefined;
  const open = () => (connected ??= connect(address));

  async function sendLot(lot: readonly QueueMessage[]): Promise<QueueMessage[]> {
    const { client, SendMessageBatchCommand } = await open();
    const Entries = lot.map(toEntry);
    const answer = await client.send(new SendMessageBatchCommand({ QueueUrl, Entries }));
    const taken = new Set(answer.Successful?.map(({ Id }) => Id));
    return lot.filter((_message, index) => !taken.has(String(index)));
  }

  return {
    send: async (messages) => {
      const left = await sendInLots(messages, { send: sendLot, sizeOf, wait });
      return new Set(left.map(({ id }) => id));
    },
    postpone: async (ReceiptHandle, VisibilityTimeout) => {
      const { client, ChangeMessageVisibilityCommand } = await open();
      await client.send(
        new ChangeMessageVisibilityCommand({ QueueUrl, ReceiptHandle, VisibilityTimeout }),
      );
    },
  };
}

/** Loaded when first needed: most runs send nothing. */
async function connect(address: MessagingAddress) {
  const { SQSClient, SendMessageBatchCommand, ChangeMessageVisibilityCommand } =
    await import('@aws-sdk/client-sqs');
  const client = new SQSClient(clientOptions(address));
  return { client, SendMessageBatchCommand, ChangeMessageVisibilityCommand };
}

const toEntry = (message: QueueMessage, index: number) => ({
  Id: String(index),
  MessageBody: message.body,
  // Hashed, because SQS takes 128 characters and fewer kinds of them than our ids have.
  MessageGroupId: hash(message.group),
  MessageDeduplicationId: hash(message.id),
});

const hash = (text: string) => createHash('sha256').update(text, 'utf8').digest('base64url');

const sizeOf = ({ body }: QueueMessage): number => Buffer.byteLength(body);
