import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { platformSchema } from '../../providers/social/platform.ts';
import { type PostStatus, postStatusSchema, type SentPost } from '../../providers/social/social.ts';
import { createOnce } from '../crm/create-once.ts';
import type { CrmTable } from '../crm/crm-table.ts';
import { readCrmPage, type CrmPage } from '../crm/read-page.ts';
import { readCrmRow } from '../crm/read-row.ts';
import { createCrmRecordId } from '../crm/record-id.ts';
import { keys } from '../keys.ts';
import { changeRow } from './change-row.ts';

export const postSchema = z.object({
  postId: z.string(),
  text: z.string(),
  platforms: z.array(platformSchema),
  imageIds: z.array(z.string()).default([]),
  /** `sending` without a `providerPostId`: handed over, with no answer yet. */
  status: postStatusSchema,
  /** Who publishes it; `outbox` reaches nobody. */
  provider: z.string(),
  createdAt: z.iso.datetime(),
  scheduledFor: z.iso.datetime().optional(),
  /** What the provider answered to a post that failed. */
  problem: z.string().optional(),
  providerPostId: z.string().optional(),
  /** What pays for it. */
  charge: z.object({ accountId: z.string(), chargeId: z.string() }).optional(),
  /** When its price was given back, as it failed after it had been taken. */
  refundedAt: z.iso.datetime().optional(),
});
export type Post = z.infer<typeof postSchema>;
export type NewPost = Pick<
  Post,
  'text' | 'platforms' | 'imageIds' | 'provider' | 'scheduledFor' | 'charge'
>;

export interface PostStore {
  /** The same key again is the same post, which was created before. */
  create(
    clientId: string,
    post: NewPost,
    idempotencyKey?: string,
  ): Promise<{ readonly post: Post; readonly isNew: boolean }>;
  /**
   * Writes how the post stands now; what is older than what is known changes nothing.
   *
   * @returns the post as it stands then
   */
  advance(clientId: string, postId: string, sent: SentPost): Promise<Post>;
  /** Names what pays for the post from now on, unless it has failed. */
  payBy(clientId: string, postId: string, charge: NonNullable<Post['charge']>): Promise<Post>;
  /** Notes that what paid for the post was given back. */
  markRefunded(clientId: string, postId: string): Promise<Post>;
  /** Newest first. */
  list(
    clientId: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<CrmPage<Post>>;
}

/** From which a post comes to a status, that status among them: a final one stays. */
const statusesBefore: Readonly<Record<PostStatus, readonly PostStatus[]>> = {
  sending: ['sending'],
  scheduled: ['sending', 'scheduled'],
  published: ['sending', 'scheduled', 'published'],
  failed: ['sending', 'scheduled', 'failed'],
  deleted: ['sending', 'scheduled', 'deleted'],
};

/** The posts of each client, sent or not. */
export function createPostStore(table: CrmTable): PostStore {
  const keyOf = (clientId: string, postId: string) => keys.outreachRecord(clientId, 'POST', postId);
  const nowText = () => new Date(table.now()).toISOString();

  async function get(clientId: string, postId: string): Promise<Post> {
    const post = await readCrmRow(table, keyOf(clientId, postId), postSchema);
    if (post) return post;
    throw new AppError('not_found', { detail: 'The post this request made is gone.' });
  }

  async function change(
    [clientId, postId]: readonly [string, string],
    members: Partial<Post>,
    from: readonly PostStatus[],
  ): Promise<Post> {
    const changed = await changeRow(table, keyOf(clientId, postId), members, { from });
    return changed === null ? get(clientId, postId) : postSchema.parse(changed);
  }

  return {
    create: async (clientId, newPost, idempotencyKey) => {
      const postId = createCrmRecordId(table.now());
      const post: Post = { ...newPost, postId, status: 'sending', createdAt: nowText() };
      const creation = await createOnce(table, {
        clientId,
        recordId: postId,
        writes: [
          { Put: { TableName: table.tableName, Item: { ...keyOf(clientId, postId), ...post } } },
        ],
        idempotencyKey: idempotencyKey && `post:${idempotencyKey}`,
      });
      if (creation.outcome !== 'replayed') return { post, isNew: true };
      return { post: await get(clientId, creation.recordId), isNew: false };
    },
    advance: (clientId, postId, sent) =>
      change([clientId, postId], { ...sent }, statusesBefore[sent.status]),
    payBy: (clientId, postId, charge) =>
      change([clientId, postId], { charge }, ['sending', 'scheduled', 'published', 'deleted']),
    markRefunded: (clientId, postId) =>
      change([clientId, postId], { refundedAt: nowText() }, ['failed']),
    list: (clientId, page) => {
      const { pk, sk } = keyOf(clientId, '');
      const parse = (row: unknown) => postSchema.parse(row);
      return readCrmPage(table, {
        partition: pk,
        prefix: sk,
        parse,
        isWanted: () => true,
        ...page,
      });
    },
  };
}
