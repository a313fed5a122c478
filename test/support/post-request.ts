import type { PostRequest } from '../../functions/providers/text/post-writer.ts';

/** One English text for Facebook, unless said otherwise. */
export const buildPostRequest = (overrides: Partial<PostRequest> = {}): PostRequest => ({
  topic: 'our spring sale',
  platform: 'facebook',
  language: 'en',
  variations: 1,
  ...overrides,
});
