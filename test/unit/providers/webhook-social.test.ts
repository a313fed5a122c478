import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { describe, expect, it, onTestFinished } from 'vitest';
import { signWebhook } from '../../../functions/events/sign-webhook.ts';
import { readSocialConfig } from '../../../functions/providers/outreach-config.ts';
import { chooseSocial } from '../../../functions/providers/social/choose-social.ts';
import { buildOutgoingPost as buildPost } from '../../support/social-providers.ts';

const secret = 'a secret for tests that is long enough';
const now = () => new Date('2026-11-22T12:00:00Z');
const parts = {
  readPlannerCredentials: async () => ({}),
  media: { read: async () => null },
  now,
};

/** Takes posts, or answers as told. */
async function startPublisher(status: number, answer = '') {
  const requests: { headers: Record<string, unknown>; body: string }[] = [];
  const server = createServer((incoming, outgoing) => {
    let body = '';
    incoming.on('data', (chunk: Buffer) => (body += chunk.toString()));
    incoming.on('end', () => {
      requests.push({ headers: incoming.headers, body });
      outgoing.writeHead(status, { location: 'http://127.0.0.1:9/' });
      outgoing.end(answer);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  onTestFinished(() => {
    server.closeAllConnections();
    server.close();
  });
  // A TCP server's address is an object.
  const { port } = server.address() as AddressInfo;
  const url = `http://127.0.0.1:${port}/posts`;
  const config = { SOCIAL_WEBHOOK_URL: url, SOCIAL_WEBHOOK_SECRET: secret };
  return { requests, social: chooseSocial(readSocialConfig(config), parts) };
}

describe('posts handed to a webhook', () => {
  it('arrive whole, signed, under an id by which they are taken once', async () => {
    const { requests, social } = await startPublisher(204);
    const image = {
      imageId: 'img1',
      url: 'https://media.example/img1',
      expiresAt: '2026-11-22T13:00:00.000Z',
    };
    const post = buildPost({ scheduledFor: '2026-12-01T08:00:00.000Z', images: [image] });
    expect(await social.send(post)).toEqual({ status: 'scheduled' });
    const [request] = requests;
    expect(JSON.parse(request?.body ?? '')).toEqual({ type: 'post', ...post });
    const signed = { id: 'post1', body: request?.body ?? '', sentAt: now() };
    expect(request?.headers).toMatchObject(signWebhook(secret, signed));
  });

  it.each([
    [400, 'The page does not exist.', /status 400: The page does not exist\.$/],
    [500, '', /status 500$/],
    [302, '', /status 302$/],
    [422, 'x'.repeat(10_000), /^.{300,400}$/],
  ])('fail with what a publisher says that answers %i', async (status, answer, reason) => {
    const { social, requests } = await startPublisher(status, answer);
    await expect(social.send(buildPost())).rejects.toMatchObject({
      code: 'provider_failed',
      message: expect.stringMatching(reason),
    });
    expect(requests).toHaveLength(1);
  });

  it.each([
    ['{"status":"scheduled"}', { status: 'scheduled' }],
    [
      `{"status":"failed","problem":"${'x'.repeat(500)}"}`,
      { status: 'failed', problem: 'x'.repeat(300) },
    ],
    ['{"status":"unheard of"}', { status: 'published' }],
    ['Thank you!', { status: 'published' }],
    [' '.repeat(65 * 1024), { status: 'published' }],
  ])('stand as the publisher says, if it says anything', async (answer, state) => {
    const { social } = await startPublisher(200, answer);
    expect(await social.send(buildPost())).toEqual(state);
  });

  it('are not asked for afterwards', async () => {
    const { social, requests } = await startPublisher(200);
    await social.requireReady('15');
    expect(await social.readState({ clientId: '15' }, AbortSignal.timeout(1_000))).toBeNull();
    expect(requests).toEqual([]);
  });

  it('fail where nobody listens', async () => {
    const config = { SOCIAL_WEBHOOK_URL: 'http://127.0.0.1:9', SOCIAL_WEBHOOK_SECRET: secret };
    const social = chooseSocial(readSocialConfig(config), parts);
    await expect(social.send(buildPost())).rejects.toMatchObject({ code: 'provider_failed' });
  });
});

describe('the choice of who publishes', () => {
  it('falls on the outbox where nothing is said', () => {
    expect(chooseSocial(readSocialConfig({}), parts).providerName).toBe('outbox');
  });

  it('falls on whom the configuration names', () => {
    const webhook = { SOCIAL_WEBHOOK_URL: 'https://example.com', SOCIAL_WEBHOOK_SECRET: secret };
    const choose = (config: object) => chooseSocial(readSocialConfig({ ...config }), parts);
    expect(choose(webhook).providerName).toBe('webhook');
    expect(choose({ ...webhook, SOCIAL_PROVIDER: 'gohighlevel' }).providerName).toBe('GoHighLevel');
    expect(choose({ ...webhook, SOCIAL_PROVIDER: 'outbox' }).providerName).toBe('outbox');
    expect(() => choose({ SOCIAL_PROVIDER: 'elsewhere' })).toThrow('SOCIAL_PROVIDER');
  });

  it.each([
    { SOCIAL_WEBHOOK_URL: 'https://example.com' },
    { SOCIAL_WEBHOOK_SECRET: secret },
    { SOCIAL_PROVIDER: 'webhook' },
  ])('is refused for halves: %j', (halves) => {
    expect(() => chooseSocial(readSocialConfig(halves), parts)).toThrow('SOCIAL_WEBHOOK_SECRET');
  });
});
