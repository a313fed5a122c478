import type { QueueName } from '../../../shared/triggers.ts';

/** The address of a queue, as SQS writes them. @param messagingUrl where the local stand-in is */
export const queueUrl = (messagingUrl: string, name: QueueName): string =>
  `${messagingUrl}/000000000000/${name}`;
