import { createHmac } from 'node:crypto';
import { createServer } from 'node:http';
import { listen } from '../../../infra/local/listen.ts';
import { type AccountEvent, eventSchema } from '../../../shared/api/events.ts';

export const webhookSecret = 'a secret of more than thirty-two characters';

export interface ReceivedWebhook {
  readonly event: AccountEvent;
  /** What was answered. */
  readonly status: number;
  /** Whether the signature is right, worked out without the product's code. */
  readonly isSigned: boolean;
}

export interface WebhookReceiver extends AsyncDisposable {
  readonly url: string;
  /** In the order in which they came. */
  readonly received: readonly ReceivedWebhook[];
  /** Decides about the answers from now on; 204 without it. */
  readonly answerWith: (statusOf: (event: AccountEvent) => number) => void;
}

/** Somebody else's server, who takes webhooks. */
export async function startWebhookReceiver(): Promise<WebhookReceiver> {
  const received: ReceivedWebhook[] = [];
  let statusOf: (event: AccountEvent) => number = () => 204;
  const server = createServer((request, response) => {
    void (async () => {
      const body = Buffer.concat(await request.toArray()).toString();
      const event = eventSchema.parse(JSON.parse(body));
      const status = statusOf(event);
      received.push({ event, status, isSigned: isSigned(request.headers, body) });
      response.writeHead(status).end();
    })().catch(() => response.destroy());
  });
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/hook`;
  return {
    url,
    received,
    answerWith: (next) => {
      statusOf = next;
    },
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}

function isSigned(headers: NodeJS.Dict<string | string[]>, body: string): boolean {
  const signed = `${String(headers['webhook-id'])}.${String(headers['webhook-timestamp'])}.${body}`;
  const digest = createHmac('sha256', webhookSecret).update(signed).digest('base64');
  return headers['webhook-signature'] === `v1,${digest}`;
}
