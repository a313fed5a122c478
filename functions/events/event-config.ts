import * as z from 'zod';
import { reader, regionSchema } from '../config.ts';
import { webhookEndpointsSchema } from './webhook-endpoint.ts';

const webhookSchema = z.object({
  AWS_REGION: regionSchema,
  WEBHOOK_QUEUE_URL: z.url(),
  /** Set on one machine only: what answers there in place of EventBridge and SQS. */
  MESSAGING_ENDPOINT: z.url().optional(),
  /** A list of `{id, url, secret, events?}`, in JSON where it is a variable. */
  WEBHOOKS: webhookEndpointsSchema.default([]),
});

const publishSchema = webhookSchema.extend({
  EVENT_BUS_NAME: z.string().min(1),
});

export type WebhookConfig = z.output<typeof webhookSchema>;

export const readWebhookConfig = reader(webhookSchema);
export const readPublishConfig = reader(publishSchema);
