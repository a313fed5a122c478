import * as z from 'zod';
import type { Platform } from './platform.ts';

/**
 * How a post stands. `sending`: handed over, and not out as far as anybody has said. `deleted`: by
 * somebody, at who publishes it.
 */
export const postStatusSchema = z.enum(['sending', 'scheduled', 'published', 'failed', 'deleted']);
export type PostStatus = z.infer<typeof postStatusSchema>;

export interface PostImage {
  readonly imageId: string;
  /** Shows the image to whoever has it. */
  readonly url: string;
  /** ISO 8601: when the address ends. */
  readonly expiresAt: string;
}

/** A post on its way out. */
export interface OutgoingPost {
  readonly postId: string;
  readonly clientId: string;
  readonly text: string;
  readonly platforms: readonly Platform[];
  readonly images: readonly PostImage[];
  /** ISO 8601; absent: now. */
  readonly scheduledFor?: string | undefined;
}

export interface PostState {
  readonly status: PostStatus;
  /** What the provider says of one that failed. */
  readonly problem?: string | undefined;
}

export interface SentPost extends PostState {
  /** The post's name at the provider, where it has one. */
  readonly providerPostId?: string | undefined;
}

/** A post whose state is asked for. */
export interface PendingPost {
  readonly clientId: string;
  readonly providerPostId?: string | undefined;
  readonly scheduledFor?: string | undefined;
}

/** Publishes posts, or sees to it that they are published later. */
export interface Social {
  /** Shown with every post, so that nobody takes the outbox for a platform. */
  readonly providerName: string;
  /**
   * Changes nothing, here or there.
   *
   * @throws AppError why no post of this client could be taken now
   */
  requireReady(clientId: string): Promise<void>;
  /** @throws AppError when the post was not taken */
  send(post: OutgoingPost): Promise<SentPost>;
  /**
   * How a post stands that was taken before; null when the provider cannot tell.
   *
   * @throws AppError `provider_failed` and the like when it does not answer
   */
  readState(post: PendingPost, signal: AbortSignal): Promise<PostState | null>;
}
