import * as z from 'zod';
import { type AccountEvent, eventSchema } from '../../shared/api/events.ts';
import { idSchema } from '../../shared/api/primitives.ts';
import type { QueueMessage } from './message-queue.ts';
import { type WebhookEndpoint, wantsEvent } from './webhook-endpoint.ts';

/** One event for one endpoint, as it stands in the queue. */
const webhookDeliverySchema = z.object({ endpointId: idSchema, event: eventSchema });
export type WebhookDelivery = z.infer<typeof webhookDeliverySchema>;

/** The deliveries of an event: in order for each account, each endpoint for itself. */
export const makeDeliveries = (
  event: AccountEvent,
  endpoints: readonly WebhookEndpoint[],
): QueueMessage[] =>
  endpoints
    .filter((endpoint) => wantsEvent(endpoint, event.type))
    .map(({ id: endpointId }) => ({
      id: `${endpointId} ${event.id}`,
      group: `${endpointId} ${event.accountId}`,
      body: JSON.stringify({ endpointId, event } satisfies WebhookDelivery),
    }));

/** @throws Error when the body is none of {@link makeDeliveries} */
export const readDelivery = (body: string): WebhookDelivery =>
  webhookDeliverySchema.parse(JSON.parse(body));
