import type { Platform } from '../social/platform.ts';

export interface PostRequest {
  readonly topic: string;
  /** Whom the post speaks to. */
  readonly audience?: string | undefined;
  readonly platform: Platform;
  readonly language: 'en' | 'es';
  /** Texts to choose from, 1 to {@link limits.postVariationCount}. */
  readonly variations: number;
}

export interface WrittenPosts {
  /** At least one, at most as many as were asked for, each at most 2,200 characters. */
  readonly texts: readonly [string, ...string[]];
  /** Suggestions, each with its `#`. */
  readonly hashtags: readonly string[];
}

/** Drafts the texts of posts. */
export interface PostWriter {
  /** Shown with every draft: the name of a model, or `template`. */
  readonly writerName: string;
  /** @throws AppError `provider_failed` when nothing was written that can be used */
  write(request: PostRequest, signal?: AbortSignal): Promise<WrittenPosts>;
}
