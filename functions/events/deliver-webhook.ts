import { queues } from '../../shared/triggers.ts';
import type { Log } from '../log.ts';
import type { ReceivedMessage } from './message-queue.ts';
import { postWebhook, type PostOutcome } from './post-webhook.ts';
import { readDelivery, type WebhookDelivery } from './webhook-delivery.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

export interface DeliverWebhookDependencies {
  readonly endpoints: readonly WebhookEndpoint[];
  readonly log: Log;
  readonly now: () => Date;
  readonly post?: typeof postWebhook;
}

/** Gone: the receiver wants no more of it, ever. Asking again is pointless. */
const goneStatus = 410;

/** What every line about a delivery says: never the address, the secret or what was sent. */
interface Attempt {
  readonly endpointId: string;
  readonly eventId: string;
  readonly attempt: number;
}

/**
 * Makes one try to deliver a message.
 *
 * @returns whether it is done with: delivered, or wanted by nobody any more
 */
export function createDeliverWebhook(dependencies: DeliverWebhookDependencies) {
  const { endpoints, log, now, post = postWebhook } = dependencies;

  return async function deliverWebhook(message: ReceivedMessage): Promise<boolean> {
    const delivery = readOrNull(message.body);
    if (delivery === null) {
      log.error('webhook not readable', { messageId: message.messageId });
      return false;
    }
    const { endpointId, event } = delivery;
    const attempt = { endpointId, eventId: event.id, attempt: message.receiveCount };
    const endpoint = endpoints.find(({ id }) => id === endpointId);
    if (endpoint === undefined) {
      log.warn('webhook dropped', { ...attempt, reason: 'no such endpoint' });
      return true;
    }
    return report(await post(endpoint, event, { sentAt: now() }), attempt);
  };

  function report(outcome: PostOutcome, attempt: Attempt): boolean {
    const { kind, ...result } = outcome;
    const status = kind === 'answered' ? outcome.status : null;
    if (status !== null && status >= 200 && status < 300) {
      log.info('webhook delivered', { ...attempt, ...result });
      return true;
    }
    if (status === goneStatus) {
      log.warn('webhook dropped', { ...attempt, ...result });
      return true;
    }
    const isLast = attempt.attempt >= queues.webhooks.receiveCount;
    if (isLast) log.error('webhook given up', { ...attempt, ...result });
    else log.warn('webhook failed', { ...attempt, ...result });
    return false;
  }
}

function readOrNull(body: string): WebhookDelivery | null {
  try {
    return readDelivery(body);
  } catch {
    return null;
  }
}
