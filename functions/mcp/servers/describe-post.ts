import * as z from 'zod';
import { runConcurrently } from '../../run-concurrently.ts';
import { type Post, postSchema } from '../../store/outreach/posts.ts';
import type { OutreachContext } from './outreach-tool.ts';

const concurrentAddressCount = 8;

const imageOutput = z.object({
  imageId: z.string(),
  url: z.string().nullable().describe('Shows the image until it expires; null: not right now.'),
  expiresAt: z.iso.datetime().nullable(),
});
type ShownImage = z.infer<typeof imageOutput>;

/** A post as it is answered: its name at the provider and its charge stay here. */
export const postOutput = postSchema
  .omit({ providerPostId: true, charge: true, imageIds: true })
  .extend({ images: z.array(imageOutput) });

export const summarisePost = (post: Post): string => {
  const { text, platforms, imageIds, status, scheduledFor, provider, postId } = post;
  const at = scheduledFor === undefined ? '' : ` for ${scheduledFor}`;
  const images = imageIds.length === 0 ? '' : `, images ${imageIds.join(', ')}`;
  const problem = post.problem === undefined ? '' : ` Problem: ${post.problem}`;
  const refund = post.refundedAt === undefined ? '' : ' What it cost was given back.';
  return `${status}${at} on ${platforms.join(', ')} (by ${provider}, postId ${postId}${images}): ${text}${problem}${refund}`;
};

/** Posts with an address for each image, made anew with each answer as addresses end. */
export async function describePosts(
  posts: readonly Post[],
  { media, clientId }: Pick<OutreachContext, 'media' | 'clientId'>,
): Promise<z.infer<typeof postOutput>[]> {
  const imageIds = [...new Set(posts.flatMap((post) => post.imageIds))];
  const shown = new Map<string, ShownImage>();
  await runConcurrently(imageIds, concurrentAddressCount, async (imageId) => {
    // Posts can be read while images cannot.
    const address = await media.address({ clientId }, imageId).catch(() => null);
    const { url, expiresAt } = address ?? { url: null, expiresAt: null };
    shown.set(imageId, { imageId, url, expiresAt });
  });
  return posts.map((post) => ({
    ...post,
    images: post.imageIds.flatMap((imageId) => shown.get(imageId) ?? []),
  }));
}
