import { AppError } from '../../app-error.ts';
import { signWebhook } from '../../events/sign-webhook.ts';
import type { Social } from './social.ts';

const requestTimeoutMs = 10_000;
const answerCharacters = 300;

/**
 * Hands posts to an address that publishes them, signed as our other webhooks are. Any answer of
 * the 2xx kind takes the post; one with `scheduledFor` is to be published then.
 */
export const createWebhookSocial = (
  endpoint: { readonly url: string; readonly secret: string },
  now: () => Date,
): Social => ({
  providerName: 'webhook',
  send: async (post) => {
    const body = JSON.stringify({ type: 'post', ...post });
    const response = await fetch(endpoint.url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'user-agent': 'metered-copilot',
        // The id of the post is that of the message: a receiver that knows it takes it once.
        ...signWebhook(endpoint.secret, { id: post.postId, body, sentAt: now() }),
      },
      body,
      redirect: 'manual',
      signal: AbortSignal.timeout(requestTimeoutMs),
    }).catch((cause: unknown) => {
      throw new AppError('provider_failed', { detail: 'The publisher does not answer.', cause });
    });
    if (response.ok) {
      await response.body?.cancel();
      return;
    }
    const said = await readStart(response);
    throw new AppError('provider_failed', {
      detail: `The publisher refused with status ${response.status}${said && `: ${said}`}`,
    });
  },
});

/** The beginning of an answer, whatever its size. */
async function readStart(response: Response): Promise<string> {
  const reader = response.body?.getReader();
  const first = await reader?.read().catch(() => undefined);
  await reader?.cancel().catch(() => undefined);
  return new TextDecoder().decode(first?.value).slice(0, answerCharacters).trim();
}
