import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../functions/app-error.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import type { OutgoingPost, Social } from '../../../functions/providers/social/social.ts';
import { postSchema } from '../../../functions/store/outreach/posts.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';
import { readStructured } from './read-structured.ts';

const postOutput = z.object({ post: postSchema });
const listOutput = z.object({ posts: z.array(postSchema), cursor: z.string().nullable() });
const readPost = (result: Parameters<typeof readStructured>[0]) =>
  readStructured(result, postOutput).post;

let open: OpenOutreach;
beforeAll(async () => {
  open = await openOutreach();
});
const now = () => new Date('2026-11-22T12:00:00Z');
/** A server for a client of its own. */
const connect = (overrides?: Partial<OutreachParts>) =>
  open.connect(randomUUID(), { now, ...overrides });

/** A publisher that takes every post and writes it down, or refuses all. */
function recordPosts(refusal?: string) {
  const sent: OutgoingPost[] = [];
  const social: Social = {
    providerName: 'recorder',
    send: async (post) => {
      sent.push(post);
      if (refusal) throw new AppError('provider_failed', { detail: refusal });
    },
  };
  return { sent, social };
}

describe('publish_post', () => {
  it('hands the post to the publisher, and keeps it', async () => {
    const { sent, social } = recordPosts();
    const { callTool } = await connect({ social });
    const args = { text: 'Spring sale: 20 % off.', platforms: ['instagram', 'x'] };
    const post = readPost(await callTool('publish_post', args));
    expect(post).toMatchObject({ ...args, status: 'published', provider: 'recorder' });
    expect(sent).toMatchObject([{ postId: post.postId, ...args }]);
    const { posts } = readStructured(await callTool('list_posts', {}), listOutput);
    expect(posts).toEqual([post]);
  });

  it('is published once for one idempotency key', async () => {
    const { sent, social } = recordPosts();
    const { callTool } = await connect({ social });
    const options = { idempotencyKey: randomUUID() };
    const first = await callTool('publish_post', { text: 'Hello' }, options);
    const again = await callTool('publish_post', { text: 'Hello' }, options);
    expect(readPost(again)).toEqual(readPost(first));
    expect(sent).toHaveLength(1);
  });

  it('fails with what the publisher says, which stays with the post', async () => {
    const { social, sent } = recordPosts('The account is closed.');
    const { callTool } = await connect({ social });
    const options = { idempotencyKey: randomUUID() };
    const refused = await callTool('publish_post', { text: 'Hello' }, options);
    expect(refused).toMatchObject({ isError: true, text: 'The account is closed.' });
    const { posts } = readStructured(await callTool('list_posts', {}), listOutput);
    expect(posts).toMatchObject([{ status: 'failed', problem: 'The account is closed.' }]);

    const again = await callTool('publish_post', { text: 'Hello' }, options);
    expect(again.isError).toBe(true);
    expect(again.text).toContain('The account is closed.');
    expect(sent).toHaveLength(1);
  });

  it.each([
    ['2,201 characters', { text: 'x'.repeat(2_201) }],
    ['no text', { text: ' ' }],
    ['no platform', { text: 'Hello', platforms: [] }],
    ['a platform that is none', { text: 'Hello', platforms: ['myspace'] }],
  ])('refuses %s', async (_, args) => {
    const { sent, social } = recordPosts();
    const { callTool } = await connect({ social });
    expect((await callTool('publish_post', args)).isError).toBe(true);
    expect(sent).toEqual([]);
  });

  it('takes 2,200 characters', async () => {
    const { callTool } = await connect();
    const post = readPost(await callTool('publish_post', { text: 'x'.repeat(2_200) }));
    expect(post).toMatchObject({ status: 'published', provider: 'outbox' });
  });
});

describe('schedule_post', () => {
  it.each([
    ['2026-12-01T09:00:00', 'Europe/Madrid', '2026-12-01T08:00:00.000Z'],
    ['2027-07-01T09:00:00', 'Europe/Madrid', '2027-07-01T07:00:00.000Z'],
    ['2026-12-01T09:00:00', undefined, '2026-12-01T09:00:00.000Z'],
    ['2026-12-01T09:00:00-05:00', 'Europe/Madrid', '2026-12-01T14:00:00.000Z'],
  ])('reads %s in %s as %s', async (at, timeZone, scheduledFor) => {
    const { sent, social } = recordPosts();
    const { callTool } = await connect({ social });
    const args = { text: 'Hello', at, ...(timeZone && { timeZone }) };
    const post = readPost(await callTool('schedule_post', args));
    expect(post).toMatchObject({ status: 'scheduled', scheduledFor });
    expect(sent).toMatchObject([{ scheduledFor }]);
  });

  it.each([
    ['a time that has passed', '2026-11-22T11:59:00', 'UTC'],
    ['a time after more than a year', '2028-01-01T00:00:00', 'UTC'],
    ['a zone that is none', '2026-12-01T09:00:00', 'Mars/Olympus'],
    ['no time', 'soon', 'UTC'],
  ])('refuses %s', async (_, at, timeZone) => {
    const { sent, social } = recordPosts();
    const { callTool } = await connect({ social });
    expect((await callTool('schedule_post', { text: 'Hello', at, timeZone })).isError).toBe(true);
    expect(sent).toEqual([]);
  });
});

describe('list_posts', () => {
  it('reads on from page to page, newest first, and shows no post of another client', async () => {
    const { callTool } = await connect();
    for (const text of ['first', 'second', 'third']) await callTool('publish_post', { text });
    const page = readStructured(await callTool('list_posts', { limit: 2 }), listOutput);
    const rest = readStructured(await callTool('list_posts', { cursor: page.cursor }), listOutput);
    const texts = [...page.posts, ...rest.posts].map(({ text }) => text);
    expect(texts.toSorted()).toEqual(['first', 'second', 'third']);
    expect(page.posts).toHaveLength(2);
    const stranger = await connect();
    expect(readStructured(await stranger.callTool('list_posts', {}), listOutput).posts).toEqual([]);
  });
});

describe('write_post', () => {
  it.each([
    ['en', 'facebook', /spring sale/],
    ['es', 'facebook', /^¿/],
    ['en', 'instagram', /#spring/],
    ['en', 'x', /#sale$/],
  ])(
    'drafts a text in %s for %s that can be published as it is',
    async (language, platform, like) => {
      const { callTool } = await connect();
      const args = { topic: 'our spring sale', language, platform };
      const written = await callTool('write_post', args);
      const { text } = readStructured(written, z.object({ text: z.string() }));
      expect(text).toMatch(like);
      expect((await callTool('publish_post', { text })).isError).toBe(false);
    },
  );

  it('speaks to its audience where there is room', async () => {
    const { callTool } = await connect();
    const args = { topic: 'our sale', audience: 'gardeners' };
    expect((await callTool('write_post', args)).text).toContain('gardeners');
    const short = await callTool('write_post', { ...args, platform: 'x' });
    expect(short.text.length).toBeLessThan(280);
  });
});
