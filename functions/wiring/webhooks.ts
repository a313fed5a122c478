import { createDeliverInOrder } from '../events/deliver-in-order.ts';
import { createDeliverWebhook } from '../events/deliver-webhook.ts';
import { readWebhookConfig } from '../events/event-config.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { log, now } from './foundation.ts';
import { openWebhookQueue } from './webhook-queue.ts';

export async function deliverWebhooks() {
  const webhooks = readWebhookConfig(await readEnvironmentWithSecrets(process.env));
  return createDeliverInOrder({
    deliver: createDeliverWebhook({ endpoints: webhooks.WEBHOOKS, log: log(), now }),
    queue: openWebhookQueue(webhooks),
    log: log(),
    random: Math.random,
  });
}
