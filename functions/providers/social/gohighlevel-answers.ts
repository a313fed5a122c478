import * as z from 'zod';
import { problemCharacters } from './problem-characters.ts';
import type { PostState, PostStatus, SentPost } from './social.ts';

const accountSchema = z.object({
  id: z.string().min(1),
  platform: z.string(),
  isExpired: z.boolean().nullish(),
});
export type PlannerAccount = z.infer<typeof accountSchema>;

/** The answer of `GET /social-media-posting/{locationId}/accounts`. */
export const accountsSchema = z
  .object({ results: z.object({ accounts: z.array(accountSchema) }) })
  .transform(({ results }) => results.accounts);

const plannerPostSchema = z.object({
  _id: z.string().min(1),
  status: z.string().nullish(),
  /** Why it failed. */
  error: z.string().nullish(),
});

/** The answer of what creates or reads a post. */
export const postAnswerSchema = z
  .object({ results: z.object({ post: plannerPostSchema }) })
  .transform(({ results }) => results.post);
type PlannerPost = z.infer<typeof plannerPostSchema>;

/** The answer of `POST /medias/upload-file`. */
export const uploadSchema = z.object({ url: z.url() });

/** The answer of a refusal; `message` is a list where several members are wrong. */
export const refusalSchema = z
  .object({ message: z.union([z.string(), z.array(z.string())]) })
  .transform(({ message }) => (typeof message === 'string' ? message : message.join('; ')));

/** The others are on their way: in progress, a draft, in review, or announced to its author. */
const finalStatuses: Readonly<Record<string, PostStatus>> = {
  published: 'published',
  scheduled: 'scheduled',
  failed: 'failed',
  deleted: 'deleted',
};

export function readPlannerState({ status, error }: PlannerPost): PostState {
  const known = Object.hasOwn(finalStatuses, status ?? '') ? finalStatuses[status ?? ''] : null;
  const problem = known === 'failed' ? error?.slice(0, problemCharacters).trim() : undefined;
  return { status: known ?? 'sending', ...(problem && { problem }) };
}

/** @param asked what the post was to become, for an answer that does not say */
export const readSentPost = (post: PlannerPost, asked: PostStatus): SentPost => ({
  ...(post.status ? readPlannerState(post) : { status: asked }),
  providerPostId: post._id,
});
