import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../functions/app-error.ts';
import { postOutput } from '../../../functions/mcp/servers/describe-post.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import type { Undelivered } from '../../../functions/operations/refund-undelivered.ts';
import { createTrackPost } from '../../../functions/operations/track-post.ts';
import { createLocalOutbox } from '../../../functions/providers/social/local-outbox.ts';
import type {
  PendingPost,
  PostState,
  SentPost,
} from '../../../functions/providers/social/social.ts';
import { createPostStore, type NewPost } from '../../../functions/store/outreach/posts.ts';
import { buildNewPost, recordPosts } from '../../support/social-providers.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';
import { readStructured } from './read-structured.ts';

const listOutput = z.object({ posts: z.array(z.strictObject(postOutput.shape)) });
const charge = { accountId: 'ada', chargeId: 'charge-1' };
const scheduledFor = '2026-12-01T08:00:00.000Z';
const waiting = { status: 'scheduled', providerPostId: 'p1' } as const;

describe('how posts stand', () => {
  let open: OpenOutreach;
  let clientId: string;
  let refunds: Undelivered[];
  beforeAll(async () => {
    open = await openOutreach();
  });
  beforeEach(() => {
    clientId = randomUUID();
    refunds = [];
  });
  const posts = () => createPostStore({ ...open.table, now: Date.now });
  const put = async (sent?: SentPost, overrides: Partial<NewPost> = {}) => {
    const newPost = buildNewPost({ scheduledFor, charge, ...overrides });
    const { postId } = (await posts().create(clientId, newPost)).post;
    return sent ? posts().advance(clientId, postId, sent) : undefined;
  };
  async function list(overrides: Partial<OutreachParts>) {
    const refundUndelivered = async (undelivered: Undelivered) => refunds.push(undelivered);
    const trackPost = createTrackPost({ posts: posts(), refundUndelivered });
    const { callTool } = await open.connect(clientId, { trackPost, ...overrides });
    return readStructured(await callTool('list_posts', { limit: 50 }), listOutput).posts;
  }
  /** A publisher that is asked how posts stand. */
  function answer(state: (post: PendingPost) => Promise<PostState | null>) {
    const asked: PendingPost[] = [];
    const { social } = recordPosts();
    const readState = async (post: PendingPost) => {
      asked.push(post);
      return state(post);
    };
    return { asked, social: { ...social, readState } };
  }

  it('in the outbox turns to published when the time has come, and stays so', async () => {
    let time = new Date('2026-11-22T12:00:00Z');
    const now = () => time;
    const social = createLocalOutbox(now);
    const { callTool } = await open.connect(clientId, { now, social });
    await callTool('schedule_post', { text: 'Hello', at: scheduledFor });
    expect(await list({ now, social })).toMatchObject([{ status: 'scheduled' }]);
    time = new Date(scheduledFor);
    expect(await list({ now, social })).toMatchObject([{ status: 'published' }]);
    time = new Date('2026-11-22T12:00:00Z');
    expect(await list({ now, social })).toMatchObject([{ status: 'published' }]);
  });

  it.each([
    [{ status: 'published' }, { status: 'published' }],
    [{ status: 'sending' }, { status: 'scheduled' }],
    [{ status: 'scheduled' }, { status: 'scheduled' }],
    [{ status: 'deleted' }, { status: 'deleted' }],
    [null, { status: 'scheduled' }],
  ] as const)('is asked for, and %j is taken as %j', async (told, shown) => {
    await put(waiting);
    const { social, asked } = answer(async () => told);
    expect(await list({ social })).toMatchObject([shown]);
    expect(asked).toEqual([{ clientId, providerPostId: 'p1', scheduledFor }]);
    expect(refunds).toEqual([]);
  });

  it('is failed with what the provider says, and the price is given back once', async () => {
    await put(waiting);
    const { social } = answer(async () => ({ status: 'failed', problem: 'No rights.' }));
    const failed = { status: 'failed', problem: 'No rights.', refundedAt: expect.any(String) };
    expect(await list({ social })).toMatchObject([failed]);
    expect(await list({ social })).toMatchObject([failed]);
    expect(refunds).toEqual([{ ...charge, reason: 'the post failed' }]);
  });

  it('is failed, and the price is given back by the next who looks where that broke off', async () => {
    await put(waiting);
    const { social, asked } = answer(async () => ({ status: 'failed' }));
    const refundUndelivered = async () => {
      throw new AppError('account_busy');
    };
    const trackPost = createTrackPost({ posts: posts(), refundUndelivered });
    expect(await list({ social, trackPost })).toHaveLength(1);
    expect(await list({ social })).toMatchObject([{ refundedAt: expect.any(String) }]);
    expect(refunds).toHaveLength(1);
    expect(asked).toHaveLength(1);
  });

  it('is the last known one when the provider does not answer', async () => {
    await put(waiting);
    await put({ status: 'sending', providerPostId: 'p2' });
    const { social } = answer(async ({ providerPostId }) => {
      if (providerPostId === 'p1') throw new AppError('provider_failed');
      return { status: 'published' };
    });
    const shown = (await list({ social })).map(({ status }) => status);
    expect(shown.toSorted()).toEqual(['published', 'scheduled']);
  });

  it('is not asked of those who cannot know, or know nothing new', async () => {
    await put();
    await put({ status: 'published', providerPostId: 'p1' });
    await put({ status: 'failed', problem: 'No rights.' });
    await put(waiting, { provider: 'another' });
    const { social, asked } = answer(async () => ({ status: 'deleted' }));
    expect(await list({ social })).toHaveLength(4);
    expect(asked).toEqual([]);
    expect(refunds).toEqual([]);
  });

  it('is asked for twenty of a page at most', async () => {
    for (let count = 0; count < 21; count++) await put(waiting);
    const { social, asked } = answer(async () => null);
    expect(await list({ social })).toHaveLength(21);
    expect(asked).toHaveLength(20);
  });
});
