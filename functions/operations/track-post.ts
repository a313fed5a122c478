import type { SentPost } from '../providers/social/social.ts';
import type { Post, PostStore } from '../store/outreach/posts.ts';
import type { RefundUndelivered } from './refund-undelivered.ts';

/** @returns the post as it stands then */
export type TrackPost = (clientId: string, postId: string, sent: SentPost) => Promise<Post>;

/**
 * Whether a post has failed that its provider had taken, so that it was paid, and nobody has given
 * its price back yet. One that somebody deleted there was taken, and stays paid.
 */
export const isPostOwedRefund = ({ status, providerPostId, charge, refundedAt }: Post): boolean =>
  status === 'failed' &&
  providerPostId !== undefined &&
  charge !== undefined &&
  refundedAt === undefined;

/**
 * Takes note of how a post stands, however often it is told, and gives back the price of one that
 * failed. When it breaks off in between, the next who looks goes on.
 *
 * @throws AppError as the ledger does
 */
export function createTrackPost({
  posts,
  refundUndelivered,
}: {
  readonly posts: Pick<PostStore, 'advance' | 'markRefunded'>;
  readonly refundUndelivered: RefundUndelivered;
}): TrackPost {
  return async function trackPost(clientId, postId, sent) {
    const post = await posts.advance(clientId, postId, sent);
    if (!isPostOwedRefund(post) || !post.charge) return post;
    await refundUndelivered({ ...post.charge, reason: 'the post failed' });
    return posts.markRefunded(clientId, postId);
  };
}
