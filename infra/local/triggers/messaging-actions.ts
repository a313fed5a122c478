import { createHash, randomUUID } from 'node:crypto';
import * as z from 'zod';
import { type QueueName, queues } from '../../../shared/triggers.ts';
import type { LocalQueue } from './local-queue.ts';

export type LocalQueues = Readonly<Record<QueueName, LocalQueue>>;

const queueNames = Object.keys(queues) as [QueueName, ...QueueName[]];

/** A queue's address ends in its name. */
const queueUrlSchema = z
  .url()
  .transform((url) => new URL(url).pathname.split('/').at(-1))
  .pipe(z.enum(queueNames));

const putEventsSchema = z.object({
  Entries: z
    .array(
      z.object({
        EventBusName: z.string(),
        Source: z.string(),
        DetailType: z.string(),
        Detail: z.string(),
        /** Seconds since the epoch. */
        Time: z.number(),
      }),
    )
    .max(10),
});

const sendSchema = z.object({
  QueueUrl: queueUrlSchema,
  Entries: z
    .array(
      z.object({
        Id: z.string(),
        MessageBody: z.string(),
        MessageGroupId: z.string().optional(),
        MessageDeduplicationId: z.string().optional(),
      }),
    )
    .max(10),
});

const postponeSchema = z.object({
  QueueUrl: queueUrlSchema,
  ReceiptHandle: z.string(),
  VisibilityTimeout: z.int().min(0).max(43_200),
});

export type MessagingAction = (request: unknown) => unknown;

/**
 * The three actions of EventBridge and SQS that the functions use, by the name in the request's
 * `x-amz-target`. Each throws ZodError for a request that AWS would not take either.
 */
export const createMessagingActions = (options: {
  queues: LocalQueues;
  /** Keeps an event in the form in which rules of EventBridge see it. */
  record: (event: unknown) => void;
}): Readonly<Record<string, MessagingAction>> => ({
  'AWSEvents.PutEvents': (request) => {
    const { Entries } = putEventsSchema.parse(request);
    const events = Entries.map(toBusEvent);
    for (const event of events) options.record(event);
    return { FailedEntryCount: 0, Entries: events.map(({ id }) => ({ EventId: id })) };
  },
  'AmazonSQS.SendMessageBatch': (request) => {
    const { QueueUrl, Entries } = sendSchema.parse(request);
    const sent = Entries.map((entry) => ({ entry, id: send(options.queues[QueueUrl], entry) }));
    return {
      Successful: sent.flatMap(({ entry, id }) => (id === null ? [] : [describeSent(entry, id)])),
      Failed: sent.flatMap(({ entry, id }) =>
        id === null ? [{ Id: entry.Id, Code: 'OverLimit', SenderFault: false }] : [],
      ),
    };
  },
  'AmazonSQS.ChangeMessageVisibility': (request) => {
    const { QueueUrl, ReceiptHandle, VisibilityTimeout } = postponeSchema.parse(request);
    options.queues[QueueUrl].postpone(ReceiptHandle, VisibilityTimeout);
    return {};
  },
});

const toBusEvent = (entry: z.infer<typeof putEventsSchema>['Entries'][number]) => ({
  version: '0',
  id: randomUUID(),
  'detail-type': entry.DetailType,
  source: entry.Source,
  account: '000000000000',
  time: new Date(entry.Time * 1000).toISOString(),
  region: 'us-east-1',
  resources: [],
  detail: JSON.parse(entry.Detail) as unknown,
});

type SendEntry = z.infer<typeof sendSchema>['Entries'][number];

const send = (queue: LocalQueue, entry: SendEntry) =>
  queue.send({
    body: entry.MessageBody,
    group: entry.MessageGroupId,
    deduplicationId: entry.MessageDeduplicationId,
  });

/** The client checks the digest, and takes the message for lost when it differs. */
const describeSent = (entry: SendEntry, MessageId: string) => ({
  Id: entry.Id,
  MessageId,
  MD5OfMessageBody: createHash('md5').update(entry.MessageBody, 'utf8').digest('hex'),
});
