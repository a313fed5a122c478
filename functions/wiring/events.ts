import { createDeliverInOrder } from '../events/deliver-in-order.ts';
import { createDeliverWebhook } from '../events/deliver-webhook.ts';
import {
  readPublishConfig,
  readWebhookConfig,
  type WebhookConfig,
} from '../events/event-config.ts';
import { createEventBridgeBus } from '../events/eventbridge-bus.ts';
import { createPublishChanges } from '../events/publish-changes.ts';
import { createSqsQueue } from '../events/sqs-queue.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { log, now } from './foundation.ts';

export async function publishChanges() {
  const environment = await readEnvironmentWithSecrets(process.env);
  const { EVENT_BUS_NAME: busName, ...webhooks } = readPublishConfig(environment);
  return createPublishChanges({
    bus: createEventBridgeBus({ ...messagingAddress(webhooks), busName }),
    queue: openWebhookQueue(webhooks),
    endpoints: webhooks.WEBHOOKS,
    log: log(),
  });
}

export async function deliverWebhooks() {
  const webhooks = readWebhookConfig(await readEnvironmentWithSecrets(process.env));
  return createDeliverInOrder({
    deliver: createDeliverWebhook({ endpoints: webhooks.WEBHOOKS, log: log(), now }),
    queue: openWebhookQueue(webhooks),
    log: log(),
    random: Math.random,
  });
}

const messagingAddress = ({ AWS_REGION, MESSAGING_ENDPOINT }: WebhookConfig) => ({
  region: AWS_REGION,
  endpoint: MESSAGING_ENDPOINT,
});

const openWebhookQueue = (config: WebhookConfig) =>
  createSqsQueue({ ...messagingAddress(config), queueUrl: config.WEBHOOK_QUEUE_URL });
