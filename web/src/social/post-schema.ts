import * as z from 'zod/mini';

/** What the page reads of a post, as the tools answer it. */
const postSchema = z.object({
  postId: z.string(),
  text: z.string(),
  platforms: z.array(z.string()),
  status: z.enum(['sending', 'published', 'scheduled', 'failed', 'deleted']),
  provider: z.string(),
  createdAt: z.string(),
  scheduledFor: z.optional(z.string()),
  problem: z.optional(z.string()),
  refundedAt: z.optional(z.string()),
  images: z.array(z.object({ imageId: z.string(), url: z.nullable(z.string()) })),
});
export type Post = z.infer<typeof postSchema>;

export const postAnswerSchema = z.object({ post: postSchema });

export const postsAnswerSchema = z.object({
  posts: z.array(postSchema),
  cursor: z.optional(z.nullable(z.string())),
});
