import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import * as z from 'zod';
import { AppError } from '../../app-error.ts';
import { createOnce } from '../crm/create-once.ts';
import type { CrmTable } from '../crm/crm-table.ts';
import { readCrmPage, type CrmPage } from '../crm/read-page.ts';
import { readCrmRow } from '../crm/read-row.ts';
import { createCrmRecordId } from '../crm/record-id.ts';
import { keys } from '../keys.ts';

export const postSchema = z.object({
  postId: z.string(),
  text: z.string(),
  platforms: z.array(z.string()),
  /** `sending`: handed over, with no answer yet. */
  status: z.enum(['sending', 'published', 'scheduled', 'failed']),
  /** Who publishes it; `outbox` reaches nobody. */
  provider: z.string(),
  createdAt: z.iso.datetime(),
  scheduledFor: z.iso.datetime().optional(),
  /** What the provider answered to a post that failed. */
  problem: z.string().optional(),
});
export type Post = z.infer<typeof postSchema>;
export type NewPost = Pick<Post, 'text' | 'platforms' | 'provider' | 'scheduledFor'>;

export interface PostStore {
  /** The same key again is the same post, which was created before. */
  create(
    clientId: string,
    post: NewPost,
    idempotencyKey?: string,
  ): Promise<{ readonly post: Post; readonly isNew: boolean }>;
  update(clientId: string, postId: string, change: Pick<Post, 'status' | 'problem'>): Promise<Post>;
  /** Newest first. */
  list(
    clientId: string,
    page: { limit: number; cursor?: string | undefined },
  ): Promise<CrmPage<Post>>;
}

/** The posts of each client, sent or not. */
export function createPostStore(table: CrmTable): PostStore {
  const keyOf = (clientId: string, postId: string) => keys.outreachRecord(clientId, 'POST', postId);
  return {
    create: async (clientId, newPost, idempotencyKey) => {
      const postId = createCrmRecordId(table.now());
      const createdAt = new Date(table.now()).toISOString();
      const post: Post = { ...newPost, postId, status: 'sending', createdAt };
      const Item = { ...keyOf(clientId, postId), ...post };
      const creation = await createOnce(table, {
        clientId,
        recordId: postId,
        writes: [{ Put: { TableName: table.tableName, Item } }],
        idempotencyKey: idempotencyKey && `post:${idempotencyKey}`,
      });
      if (creation.outcome !== 'replayed') return { post, isNew: true };
      const earlier = await readCrmRow(table, keyOf(clientId, creation.recordId), postSchema);
      if (earlier) return { post: earlier, isNew: false };
      throw new AppError('not_found', { detail: 'The post this request made is gone.' });
    },
    update: (clientId, postId, change) => updatePost(table, keyOf(clientId, postId), change),
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

async function updatePost(
  table: CrmTable,
  Key: ReturnType<typeof keys.outreachRecord>,
  { status, problem }: Pick<Post, 'status' | 'problem'>,
): Promise<Post> {
  const { Attributes } = await table.documents.send(
    new UpdateCommand({
      TableName: table.tableName,
      Key,
      UpdateExpression: `SET #status = :status${problem ? ', problem = :problem' : ''}`,
      ConditionExpression: 'attribute_exists(pk)',
      ExpressionAttributeNames: { '#status': 'status' },
      ExpressionAttributeValues: { ':status': status, ':problem': problem },
      ReturnValues: 'ALL_NEW',
    }),
  );
  return postSchema.parse(Attributes);
}
