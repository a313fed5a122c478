import type { WebhookConfig } from '../events/event-config.ts';
import { createSqsQueue } from '../events/sqs-queue.ts';

export const messagingAddress = ({ AWS_REGION, MESSAGING_ENDPOINT }: WebhookConfig) => ({
  region: AWS_REGION,
  endpoint: MESSAGING_ENDPOINT,
});

export const openWebhookQueue = (config: WebhookConfig) =>
  createSqsQueue({ ...messagingAddress(config), queueUrl: config.WEBHOOK_QUEUE_URL });
