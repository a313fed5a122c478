import { readPublishConfig } from '../events/event-config.ts';
import { createEventBridgeBus } from '../events/eventbridge-bus.ts';
import { createPublishChanges } from '../events/publish-changes.ts';
import { readEnvironmentWithSecrets } from '../secrets.ts';
import { log } from './foundation.ts';
import { messagingAddress, openWebhookQueue } from './webhook-queue.ts';

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
