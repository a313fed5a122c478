import { isPostOwedRefund } from '../../operations/track-post.ts';
import { runConcurrently } from '../../run-concurrently.ts';
import type { Post } from '../../store/outreach/posts.ts';
import type { OutreachContext } from './outreach-tool.ts';

/** Posts of one page that are asked about, the newest, and how long that may take. */
const refreshedPostCount = 20;
const concurrentPostCount = 5;
const refreshTimeoutMs = 8_000;

/**
 * Asks who publishes them how posts stand that have not come to their end, and keeps the answers.
 * A post that nobody can say anything about stays as it was last known.
 */
export async function refreshPosts(
  posts: readonly Post[],
  context: OutreachContext,
): Promise<readonly Post[]> {
  const { clientId, log } = context;
  const signal = AbortSignal.timeout(refreshTimeoutMs);
  const pending = posts.filter((post) => isPending(post, context)).slice(0, refreshedPostCount);
  const newest = new Map<string, Post>();
  await runConcurrently(pending, concurrentPostCount, async (post) => {
    if (signal.aborted) return;
    const read = refreshPost(post, context, signal).catch((cause: unknown) => {
      log?.warn('post not refreshed', { clientId, postId: post.postId, cause });
      return post;
    });
    newest.set(post.postId, await read);
  });
  return posts.map((post) => newest.get(post.postId) ?? post);
}

/** One that was handed over to another provider, or with no answer, is out of our sight. */
const isPending = (post: Post, { social }: Pick<OutreachContext, 'social'>): boolean =>
  isPostOwedRefund(post) ||
  (post.provider === social.providerName &&
    (post.status === 'scheduled' ||
      (post.status === 'sending' && post.providerPostId !== undefined)));

async function refreshPost(
  post: Post,
  { social, trackPost, clientId }: OutreachContext,
  signal: AbortSignal,
): Promise<Post> {
  const { postId, providerPostId, scheduledFor, status } = post;
  if (status === 'failed') return trackPost(clientId, postId, { status });
  const state = await social.readState({ clientId, providerPostId, scheduledFor }, signal);
  return state === null || state.status === status ? post : trackPost(clientId, postId, state);
}
