import { createRefundUndelivered } from '../operations/refund-undelivered.ts';
import { createTrackPost } from '../operations/track-post.ts';
import { createPostStore } from '../store/outreach/posts.ts';
import { ledger, once, table } from './foundation.ts';

export const postStore = once(() => createPostStore({ ...table(), now: Date.now }));

export const trackPost = () =>
  createTrackPost({
    posts: postStore(),
    refundUndelivered: createRefundUndelivered({ ledger: ledger() }),
  });
