import type { AccountEvent } from '../../shared/api/events.ts';
import { limits } from '../../shared/limits.ts';
import { signWebhook } from './sign-webhook.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

/** What came of one request: the receiver's status, or why there is none. */
export type PostOutcome =
  | { readonly kind: 'answered'; readonly status: number }
  | { readonly kind: 'unreachable'; readonly reason: string };

/**
 * Makes the signed request. Its answer is the status alone: a redirect is not followed, as it would
 * take the event to an address that nobody configured, and the body is not read.
 *
 * @param timeoutMs for all of it
 */
export async function postWebhook(
  endpoint: WebhookEndpoint,
  event: AccountEvent,
  options: { readonly sentAt: Date; readonly timeoutMs?: number },
): Promise<PostOutcome> {
  const body = JSON.stringify(event);
  const { sentAt, timeoutMs = limits.webhookTimeoutMs } = options;
  try {
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'metered-copilot',
        ...signWebhook(endpoint.secret, { id: event.id, body, sentAt }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(timeoutMs),
    });
    await response.body?.cancel();
    return { kind: 'answered', status: response.status };
  } catch (error) {
    return { kind: 'unreachable', reason: nameOf(error) };
  }
}

/** A code such as ECONNREFUSED or TimeoutError; whole messages may quote an address with its key. */
function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return 'unknown';
  const { cause } = error;
  if (cause instanceof Error && 'code' in cause) return String(cause.code);
  return error.name;
}
