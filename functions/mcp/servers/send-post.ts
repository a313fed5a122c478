import { AppError } from '../../app-error.ts';
import type { OutgoingPost, PostImage, SentPost } from '../../providers/social/social.ts';
import type { NewPost, Post } from '../../store/outreach/posts.ts';
import type { BuiltinCall } from './builtin-tool.ts';
import { describePosts, summarisePost } from './describe-post.ts';
import type { OutreachContext } from './outreach-tool.ts';

type WrittenPost = Pick<NewPost, 'text' | 'platforms' | 'imageIds' | 'scheduledFor'>;

/**
 * Finds the images of a post.
 *
 * @throws AppError `malformed_request` naming the first that this client does not have
 */
export const findPostImages = (
  imageIds: readonly string[],
  { media, clientId }: Pick<OutreachContext, 'media' | 'clientId'>,
): Promise<PostImage[]> =>
  Promise.all(
    imageIds.map(async (imageId) => {
      const address = await media.address({ clientId }, imageId);
      if (address) return { imageId, ...address };
      throw new AppError('malformed_request', { detail: `There is no image ${imageId}.` });
    }),
  );

/**
 * Sends a post once for each key. Where a process has died in between, nobody knows whether the
 * post is out: it is not sent again, and nobody pays.
 *
 * @throws AppError as who publishes it does, and nothing is paid
 */
export async function sendPost(written: WrittenPost, context: OutreachContext & BuiltinCall) {
  const { posts, social, clientId, idempotencyKey, charge } = context;
  const images = await findPostImages(written.imageIds, context);
  const newPost = { ...written, provider: social.providerName, charge };
  const { post, isNew } = await posts.create(clientId, newPost, idempotencyKey);
  if (!isNew) return answerEarlier(post, context);
  const { postId } = post;
  const { text, platforms, scheduledFor } = written;
  const sent = await handOver({ postId, clientId, text, platforms, images, scheduledFor }, context);
  return answerPost(await posts.advance(clientId, postId, sent), context);
}

async function handOver(
  post: OutgoingPost,
  { posts, social }: Pick<OutreachContext, 'posts' | 'social'>,
): Promise<SentPost> {
  try {
    const sent = await social.send(post);
    if (sent.status !== 'failed') return sent;
    throw new AppError('provider_failed', { detail: sent.problem ?? 'The post failed at once.' });
  } catch (error) {
    const problem = error instanceof AppError ? error.message : 'The publisher failed.';
    await posts.advance(post.clientId, post.postId, { status: 'failed', problem });
    throw error;
  }
}

/** The same post again: whoever pays now is who pays for it. */
async function answerEarlier(post: Post, context: OutreachContext & BuiltinCall) {
  const { posts, clientId, charge } = context;
  const isTaken = post.status !== 'sending' || post.providerPostId !== undefined;
  if (!isTaken || post.status === 'failed') {
    throw new AppError('provider_failed', {
      detail: `This post was tried before and did not go out. ${post.problem ?? ''}`.trim(),
    });
  }
  const isPaidAnew = charge !== undefined && charge.chargeId !== post.charge?.chargeId;
  return answerPost(isPaidAnew ? await posts.payBy(clientId, post.postId, charge) : post, context);
}

async function answerPost(post: Post, context: OutreachContext) {
  const [described] = await describePosts([post], context);
  return { text: `Post ${summarisePost(post)}`, structured: { post: described! } };
}
