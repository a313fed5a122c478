/** A post on its way out. */
export interface OutgoingPost {
  readonly postId: string;
  readonly clientId: string;
  readonly text: string;
  readonly platforms: readonly string[];
  /** ISO 8601; absent: now. */
  readonly scheduledFor?: string | undefined;
}

/** Publishes posts, or sees to it that they are published later. */
export interface Social {
  /** Shown with every post, so that nobody takes the outbox for a platform. */
  readonly providerName: string;
  /** @throws AppError `provider_failed` when the post was not taken */
  send(post: OutgoingPost): Promise<void>;
}
