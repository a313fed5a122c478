import { type QueueName, queues } from '../shared/triggers.ts';
import { resourceName } from './resource-name.ts';
import type { DeadLettersOf } from './observability/metric-source.ts';

/** SQS wants it of queues that keep an order. */
const orderedSuffix = '.fifo';

const isOrdered = (name: DeadLettersOf): boolean =>
  name in queues && queues[name as QueueName].isOrdered;

/** A queue's full name in SQS. */
export const queueName = (stage: string, queue: QueueName): string =>
  resourceName(stage, queue) + (isOrdered(queue) ? orderedSuffix : '');

export const deadLettersName = (stage: string, source: DeadLettersOf): string =>
  resourceName(stage, `${source}-dead-letters`) + (isOrdered(source) ? orderedSuffix : '');
