import { Construct } from 'constructs';
import { type QueueName, queues, type Trigger, triggers } from '../../../shared/triggers.ts';
import { deadLettersName, queueName } from '../../queue-names.ts';
import { JobQueue } from './job-queue.ts';

/**
 * The queues of `shared/triggers.ts`.
 *
 * Nobody outside the AWS account may send to any of them. A service that reports usage gets
 * `sqs:SendMessage` on that queue in its own role; whoever has that can charge every account.
 */
export class JobQueues extends Construct implements Readonly<Record<QueueName, JobQueue>> {
  readonly webhooks: JobQueue;
  readonly usage: JobQueue;
  readonly jobs: JobQueue;

  constructor(scope: Construct, id: string, stage: string) {
    super(scope, id);
    this.webhooks = this.#createQueue('webhooks', stage);
    this.usage = this.#createQueue('usage', stage);
    this.jobs = this.#createQueue('jobs', stage);
  }

  #createQueue(name: QueueName, stage: string): JobQueue {
    return new JobQueue(this, name, {
      ...queues[name],
      queueName: queueName(stage, name),
      deadLettersName: deadLettersName(stage, name),
      consumerTimeoutSeconds: findConsumer(name).timeoutSeconds,
    });
  }
}

/** @throws Error when nothing takes messages from the queue */
function findConsumer(queue: QueueName): Trigger {
  const consumer = Object.values<Trigger>(triggers).find(
    ({ source }) => source.kind === 'queue' && source.queue === queue,
  );
  if (consumer) return consumer;
  throw new Error(`Nothing in shared/triggers.ts takes messages from the queue "${queue}".`);
}
