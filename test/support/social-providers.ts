import { AppError } from '../../functions/app-error.ts';
import type {
  OutgoingPost,
  PostState,
  SentPost,
  Social,
} from '../../functions/providers/social/social.ts';
import type { NewPost } from '../../functions/store/outreach/posts.ts';

/** A post on its way to Facebook, now. */
export const buildOutgoingPost = (overrides: Partial<OutgoingPost> = {}): OutgoingPost => ({
  postId: 'post1',
  clientId: '15',
  text: 'Spring sale',
  platforms: ['facebook'],
  images: [],
  ...overrides,
});

/** A post of the {@link recordPosts} publisher that is not sent yet. */
export const buildNewPost = (overrides: Partial<NewPost> = {}): NewPost => ({
  text: 'Spring sale',
  platforms: ['facebook'],
  imageIds: [],
  provider: 'recorder',
  ...overrides,
});

export interface RecordingSocial {
  readonly sent: readonly OutgoingPost[];
  readonly social: Social;
}

/** A publisher that takes every post and writes it down, or refuses all. */
export function recordPosts(
  script: {
    readonly refusal?: string;
    readonly answer?: SentPost;
    readonly readState?: () => Promise<PostState | null>;
    readonly notReady?: AppError;
  } = {},
): RecordingSocial {
  const sent: OutgoingPost[] = [];
  const social: Social = {
    providerName: 'recorder',
    requireReady: async () => {
      if (script.notReady) throw script.notReady;
    },
    send: async (post) => {
      sent.push(post);
      if (script.refusal) throw new AppError('provider_failed', { detail: script.refusal });
      return script.answer ?? { status: post.scheduledFor ? 'scheduled' : 'published' };
    },
    readState: script.readState ?? (async () => null),
  };
  return { sent, social };
}
