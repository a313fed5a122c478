import { Duration } from 'aws-cdk-lib';
import { EventSourceMapping, type Function } from 'aws-cdk-lib/aws-lambda';
import {
  DeduplicationScope,
  FifoThroughputLimit,
  Queue,
  type QueueProps,
} from 'aws-cdk-lib/aws-sqs';
import { Construct } from 'constructs';
import type { QueueTrigger } from '../../../shared/triggers.ts';
import { DeadLetterQueue } from './dead-letter-queue.ts';
import { queueDefaults } from './queue-defaults.ts';

export interface JobQueueProps {
  readonly queueName: string;
  readonly deadLettersName: string;
  /** Whether messages of one group stay in order, and a second copy within five minutes is dropped. */
  readonly isOrdered: boolean;
  /** A message that was received so often goes to the dead letters. */
  readonly receiveCount: number;
  readonly consumerTimeoutSeconds: number;
}

/**
 * Long enough for a broken consumer to be mended over a weekend. Shorter than dead letters are kept,
 * as SQS counts the age of an unordered one from the day when it was sent.
 */
const retention = Duration.days(7);

/** Visibility as a multiple of the consumer's timeout: what Lambda asks for its own retries. */
const visibilityFactor = 6;
/** Lambda collects more than ten messages only if it may wait a little. */
const batchWindowSeconds = 1;
const batchCountWithoutWindow = 10;
/** Consumers of one queue at a time. Takes nothing from the concurrency of the account. */
const maxConcurrency = 5;

/** Each group of messages has its own order and its own throughput. */
const orderedKind = {
  fifo: true,
  fifoThroughputLimit: FifoThroughputLimit.PER_MESSAGE_GROUP_ID,
  deduplicationScope: DeduplicationScope.MESSAGE_GROUP,
} as const satisfies QueueProps;

/** A queue that one function consumes, with a queue for what that gives up. */
export class JobQueue extends Construct {
  readonly queue: Queue;
  readonly deadLetters: Queue;

  constructor(scope: Construct, id: string, props: JobQueueProps) {
    super(scope, id);
    const { queueName, deadLettersName, isOrdered, receiveCount, consumerTimeoutSeconds } = props;
    this.deadLetters = new DeadLetterQueue(this, 'DeadLetters', {
      queueName: deadLettersName,
      ...(isOrdered && { fifo: true }),
    });
    this.queue = new Queue(this, 'Queue', {
      ...queueDefaults,
      ...(isOrdered && orderedKind),
      queueName,
      retentionPeriod: retention,
      visibilityTimeout: Duration.seconds(
        visibilityFactor * consumerTimeoutSeconds + batchWindowSeconds,
      ),
      deadLetterQueue: { queue: this.deadLetters, maxReceiveCount: receiveCount },
    });
  }

  /** Has the function called with messages; it answers with those that have to come again. */
  feed(consumer: Function, { batchCount }: Pick<QueueTrigger, 'batchCount'>): void {
    this.queue.grant(consumer, 'sqs:ReceiveMessage', 'sqs:DeleteMessage', 'sqs:GetQueueAttributes');
    new EventSourceMapping(this, 'Source', {
      target: consumer,
      eventSourceArn: this.queue.queueArn,
      batchSize: batchCount,
      reportBatchItemFailures: true,
      maxConcurrency,
      ...(batchCount > batchCountWithoutWindow && {
        maxBatchingWindow: Duration.seconds(batchWindowSeconds),
      }),
    });
  }

  /** Lets the function send, and tells it where. */
  grantSend(sender: Function, variable: string): void {
    this.queue.grant(sender, 'sqs:SendMessage');
    sender.addEnvironment(variable, this.queue.queueUrl);
  }

  /** Lets the consumer put messages back for later, and tells it where they came from. */
  grantPostpone(consumer: Function, variable: string): void {
    this.queue.grant(consumer, 'sqs:ChangeMessageVisibility');
    consumer.addEnvironment(variable, this.queue.queueUrl);
  }
}
