import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { signWebhook } from '../../events/sign-webhook.ts';
import { limitFetch } from '../../limit-fetch.ts';
import { problemCharacters } from './problem-characters.ts';
import type { OutgoingPost, PostState, Social } from './social.ts';

const requestTimeoutMs = 10_000;
const answerBytes = 64 * 1024;
const fetchLimited = limitFetch(answerBytes);

/** What a publisher may say of a post that it has taken. */
const answerSchema = z.object({
  status: z.enum(['published', 'scheduled', 'failed']),
  problem: z.string().optional(),
});

/**
 * Hands posts to an address that publishes them, signed as our other webhooks are. Any answer of
 * the 2xx kind takes the post, unless it says that the post has failed; one with `scheduledFor` is
 * to be published then. Afterwards it is not asked any more.
 */
export const createWebhookSocial = (
  endpoint: { readonly url: string; readonly secret: string },
  now: () => Date,
): Social => ({
  providerName: 'webhook',
  requireReady: async () => undefined,
  send: async (post) => {
    const response = await request(endpoint, post, now());
    const said = await response.text().catch(() => '');
    if (response.ok) return readAnswer(said, post);
    const reason = said.slice(0, problemCharacters).trim();
    throw new AppError('provider_failed', {
      detail: `The publisher refused with status ${response.status}${reason && `: ${reason}`}`,
    });
  },
  readState: async () => null,
});

const request = (
  { url, secret }: { readonly url: string; readonly secret: string },
  post: OutgoingPost,
  sentAt: Date,
): Promise<Response> => {
  const body = JSON.stringify({ type: 'post', ...post });
  return fetchLimited(url, {
    method: 'POST',
    headers: {
      'content-type': 'application/json',
      'user-agent': 'metered-copilot',
      // The id of the post is that of the message: a receiver that knows it takes it once.
      ...signWebhook(secret, { id: post.postId, body, sentAt }),
    },
    body,
    redirect: 'manual',
    signal: AbortSignal.timeout(requestTimeoutMs),
  }).catch((cause: unknown) => {
    throw new AppError('provider_failed', { detail: 'The publisher does not answer.', cause });
  });
};

/** An answer that says nothing of the kind has taken the post. */
function readAnswer(said: string, { scheduledFor }: OutgoingPost): PostState {
  const { data } = answerSchema.safeParse(parseJson(said));
  const problem = data?.problem?.slice(0, problemCharacters);
  return {
    status: data?.status ?? (scheduledFor === undefined ? 'published' : 'scheduled'),
    ...(problem && { problem }),
  };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
