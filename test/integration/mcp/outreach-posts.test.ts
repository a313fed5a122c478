import { randomUUID } from 'node:crypto';
import { encode } from 'fast-png';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../functions/app-error.ts';
import { postOutput } from '../../../functions/mcp/servers/describe-post.ts';
import type { OutreachParts } from '../../../functions/mcp/servers/outreach-tool.ts';
import type { Media } from '../../../functions/providers/media/media.ts';
import { createTestMedia } from '../../support/outreach-parts.ts';
import { createPostStore } from '../../../functions/store/outreach/posts.ts';
import { buildNewPost, recordPosts } from '../../support/social-providers.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';
import { readStructured } from './read-structured.ts';

const sentOutput = z.object({ post: z.strictObject(postOutput.shape) });
const listOutput = z.object({ posts: z.array(postOutput), cursor: z.string().nullable() });
const readPost = (result: Parameters<typeof readStructured>[0]) =>
  readStructured(result, sentOutput).post;

let open: OpenOutreach;
beforeAll(async () => {
  open = await openOutreach();
});
const now = () => new Date('2026-11-22T12:00:00Z');
/** A server for a client of its own. */
const connect = (overrides?: Partial<OutreachParts>) =>
  open.connect(randomUUID(), { now, ...overrides });

/** A picture of this client. @returns its id */
async function putImage(media: Media, clientId: string): Promise<string> {
  const mediaId = `img_${randomUUID()}`;
  const bytes = encode({ width: 1, height: 1, channels: 3, data: new Uint8Array(3) });
  await media.put({ clientId }, { mediaId, bytes, contentType: 'image/png', source: 'test' });
  return mediaId;
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

  it('belongs to who pays for it in the end', async () => {
    const { social } = recordPosts();
    const clientId = randomUUID();
    const { callTool } = await open.connect(clientId, { now, social });
    const publish = (chargeId: string) => {
      const charge = { accountId: 'ada', chargeId };
      return callTool('publish_post', { text: 'Hello' }, { idempotencyKey: 'key', charge });
    };
    const posts = createPostStore({ ...open.table, now: Date.now });
    for (const chargeId of ['charge-1', 'charge-2']) {
      expect(readPost(await publish(chargeId))).not.toHaveProperty('charge');
      const { rows } = await posts.list(clientId, { limit: 5 });
      expect(rows).toMatchObject([{ charge: { accountId: 'ada', chargeId } }]);
    }
  });

  it('fails with what the publisher says, which stays with the post', async () => {
    const { social, sent } = recordPosts({ refusal: 'The account is closed.' });
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

  it('fails when its publisher takes it and says that it has failed', async () => {
    const answer = { status: 'failed', problem: 'No rights.', providerPostId: 'p1' } as const;
    const { social } = recordPosts({ answer });
    const { callTool } = await connect({ social });
    const refused = await callTool('publish_post', { text: 'Hello' });
    expect(refused).toMatchObject({ isError: true, text: 'No rights.' });
    const { posts } = readStructured(await callTool('list_posts', {}), listOutput);
    expect(posts).toMatchObject([{ status: 'failed', problem: 'No rights.' }]);
  });

  it('is not sent again when nobody knows whether it went out', async () => {
    const { social, sent } = recordPosts();
    const clientId = randomUUID();
    const idempotencyKey = randomUUID();
    const rows = createPostStore({ ...open.table, now: Date.now });
    await rows.create(clientId, buildNewPost(), idempotencyKey);
    const { callTool } = await open.connect(clientId, { now, social });
    const again = await callTool('publish_post', { text: 'Hello' }, { idempotencyKey });
    expect(again).toMatchObject({
      isError: true,
      text: 'This post was tried before and did not go out.',
    });
    expect(sent).toEqual([]);
    const { posts } = readStructured(await callTool('list_posts', {}), listOutput);
    expect(posts).toMatchObject([{ status: 'sending' }]);
  });

  it('takes the images of its client along, and answers where they are seen', async () => {
    const { sent, social } = recordPosts();
    const clientId = randomUUID();
    const media = createTestMedia(now);
    const imageIds = [await putImage(media, clientId), await putImage(media, clientId)];
    const { callTool } = await open.connect(clientId, { now, social, media });
    const post = readPost(await callTool('publish_post', { text: 'Hello', imageIds }));
    expect(post.images.map(({ imageId }) => imageId)).toEqual(imageIds);
    expect(sent[0]?.images).toEqual(post.images);
    for (const { url, expiresAt } of post.images) {
      expect(url).toMatch(/^https:/);
      expect(Date.parse(expiresAt ?? '')).toBeGreaterThan(now().getTime());
    }
    const listed = await callTool('list_posts', {});
    expect(readStructured(listed, listOutput).posts[0]?.images).toEqual(post.images);
    expect(listed.text).toContain(imageIds[0]);
  });

  it('can be read while its images cannot', async () => {
    const clientId = randomUUID();
    const media = createTestMedia(now);
    const imageId = await putImage(media, clientId);
    const sender = await open.connect(clientId, { now, media });
    await sender.callTool('publish_post', { text: 'Hello', imageIds: [imageId] });
    const address = async () => {
      throw new AppError('provider_failed');
    };
    const { callTool } = await open.connect(clientId, { now, media: { ...media, address } });
    const { posts } = readStructured(await callTool('list_posts', {}), listOutput);
    expect(posts).toMatchObject([{ images: [{ imageId, url: null, expiresAt: null }] }]);
  });

  it.each(['publish_post', 'schedule_post'])(
    'refuses images of others and none, also before tokens are held: %s',
    async (tool) => {
      const { sent, social } = recordPosts();
      const media = createTestMedia(now);
      const { callTool } = await connect({ social, media });
      const foreign = await putImage(media, 'somebody-else');
      const text = 'Hello';
      const at = '2026-12-01T09:00:00';
      for (const imageId of [foreign, 'img_none']) {
        const args = { text, imageIds: [imageId], ...(tool === 'schedule_post' && { at }) };
        const refusal = { isError: true, text: `There is no image ${imageId}.` };
        expect(await callTool(tool, args, { isPrecheck: true })).toMatchObject(refusal);
        expect(await callTool(tool, args)).toMatchObject(refusal);
      }
      expect(sent).toEqual([]);
    },
  );

  it('refuses before tokens are held what its publisher could not take', async () => {
    const notReady = new AppError('credentials_missing', { detail: 'No token is stored.' });
    const { callTool } = await connect({ social: recordPosts({ notReady }).social });
    const asked = await callTool('publish_post', { text: 'Hello' }, { isPrecheck: true });
    expect(asked).toMatchObject({ isError: true, text: 'No token is stored.' });
  });

  it.each([
    ['2,201 characters', { text: 'x'.repeat(2_201) }],
    ['no text', { text: ' ' }],
    ['no platform', { text: 'Hello', platforms: [] }],
    ['a platform that is none', { text: 'Hello', platforms: ['myspace'] }],
    ['an image that can be none', { text: 'Hello', imageIds: ['../img_1'] }],
    ['eleven images', { text: 'Hello', imageIds: Array.from({ length: 11 }, () => 'img_1') }],
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
    const args = { text: 'Hello', at, timeZone };
    expect((await callTool('schedule_post', args, { isPrecheck: true })).isError).toBe(true);
    expect((await callTool('schedule_post', args)).isError).toBe(true);
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
  const written = z.strictObject({
    text: z.string(),
    texts: z.array(z.string()),
    hashtags: z.array(z.string()),
    writer: z.string(),
  });

  it('drafts texts that can be published as they are, and names their writer', async () => {
    const { callTool } = await connect();
    const answer = await callTool('write_post', { topic: 'our spring sale', variations: 3 });
    const { text, texts, hashtags, writer } = readStructured(answer, written);
    expect(texts).toHaveLength(3);
    expect(text).toBe(texts[0]);
    expect({ hashtags, writer }).toEqual({ hashtags: ['#spring', '#sale'], writer: 'template' });
    for (const draft of texts) {
      expect(answer.text).toContain(draft);
      expect((await callTool('publish_post', { text: draft })).isError).toBe(false);
    }
  });

  it('writes one text unless more are asked for', async () => {
    const { callTool } = await connect();
    const answer = await callTool('write_post', { topic: 'our sale', language: 'es' });
    expect(readStructured(answer, written).texts).toEqual([expect.stringMatching(/^¿/)]);
  });

  it.each([0, 4, 1.5])('refuses %d variations', async (variations) => {
    const { callTool } = await connect();
    expect((await callTool('write_post', { topic: 'our sale', variations })).isError).toBe(true);
  });

  it('fails when its writer does', async () => {
    const write = async () => {
      throw new AppError('provider_failed', { detail: 'No text was written.' });
    };
    const { callTool } = await connect({ postWriter: { writerName: 'test', write } });
    const answer = await callTool('write_post', { topic: 'our sale' });
    expect(answer).toMatchObject({ isError: true, text: 'No text was written.' });
  });
});
