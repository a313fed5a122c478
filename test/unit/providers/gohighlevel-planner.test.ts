import { beforeEach, describe, expect, it, onTestFinished } from 'vitest';
import { readSocialConfig } from '../../../functions/providers/outreach-config.ts';
import { chooseSocial } from '../../../functions/providers/social/choose-social.ts';
import {
  type PlannerReply,
  plannerAccounts,
  plannerPost,
  type PlannerServer,
  startPlannerServer,
} from '../../support/planner-server.ts';
import { buildOutgoingPost } from '../../support/social-providers.ts';

const accountsPath = 'GET /social-media-posting/loc%2F1/accounts';
const createPath = 'POST /social-media-posting/loc%2F1/posts';
const readPath = 'GET /social-media-posting/loc%2F1/posts/p1';
const uploadPath = 'POST /medias/upload-file';

const fields = { token: 'pit-secret', locationId: 'loc/1' };
const connected = [
  { id: 'fb1', platform: 'facebook', name: 'Bakery' },
  { id: 'fb2', platform: 'facebook', isExpired: false },
  { id: 'fb3', platform: 'facebook', isExpired: true },
  { id: 'tw1', platform: 'twitter' },
  { id: 'ig1', platform: 'instagram', isExpired: true },
];
const images = (...ids: string[]) =>
  ids.map((imageId) => ({
    imageId,
    url: 'https://x.example/1',
    expiresAt: '2026-11-22T13:00:00Z',
  }));

let server: PlannerServer;
beforeEach(async () => {
  server = await startPlannerServer();
  server.replies[accountsPath] = plannerAccounts(connected);
  server.replies[createPath] = plannerPost({ _id: 'p1', status: 'published' });
  server.replies[uploadPath] = { body: { fileId: 'f1', url: 'https://cdn.example/f1.png' } };
  onTestFinished(() => server[Symbol.asyncDispose]());
});

function connect(stored: Readonly<Record<string, string>> = fields) {
  const asked: unknown[] = [];
  const config = { SOCIAL_PROVIDER: 'gohighlevel', GOHIGHLEVEL_API_URL: server.url };
  const social = chooseSocial(readSocialConfig(config), {
    readPlannerCredentials: async (clientId) => {
      asked.push(clientId);
      return stored;
    },
    media: {
      read: async ({ clientId }, mediaId) =>
        clientId === '15' && mediaId.startsWith('img')
          ? {
              bytes: Buffer.from(`bytes of ${mediaId}`),
              contentType: 'image/png',
              source: 'test',
            }
          : null,
    },
    now: () => new Date('2026-11-22T12:00:00Z'),
  });
  return { social, asked };
}
const callsOf = (path: string) =>
  server.calls.filter((call) => `${call.method} ${call.path}` === path);
const bodyOf = (path: string): unknown => JSON.parse(callsOf(path)[0]?.body ?? '');
const never = new AbortController().signal;
const readState = () => connect().social.readState({ clientId: '15', providerPostId: 'p1' }, never);

describe('a post through the planner of GoHighLevel', () => {
  it('goes out now on all accounts of its platforms, with the credentials of its client', async () => {
    const { social, asked } = connect();
    const post = buildOutgoingPost({ platforms: ['facebook', 'x'] });
    expect(await social.send(post)).toEqual({ status: 'published', providerPostId: 'p1' });
    expect(asked).toEqual(['15']);
    expect(bodyOf(createPath)).toEqual({
      accountIds: ['fb1', 'fb2', 'tw1'],
      summary: 'Spring sale',
      media: [],
      type: 'post',
      status: 'published',
      userId: '15',
      createdBy: '15',
    });
    for (const { headers } of server.calls) {
      expect(headers).toMatchObject({ authorization: 'Bearer pit-secret', version: '2021-07-28' });
    }
  });

  it('is scheduled for its time', async () => {
    server.replies[createPath] = plannerPost({ _id: 'p1' });
    const scheduledFor = '2026-12-01T08:00:00.000Z';
    const sent = await connect().social.send(buildOutgoingPost({ scheduledFor }));
    expect(sent).toEqual({ status: 'scheduled', providerPostId: 'p1' });
    expect(bodyOf(createPath)).toMatchObject({ status: 'scheduled', scheduleDate: scheduledFor });
  });

  it('takes its images along, which are copied there in their order', async () => {
    await connect().social.send(buildOutgoingPost({ images: images('img1', 'img2') }));
    const [first, second] = callsOf(uploadPath);
    expect(first?.headers['content-type']).toMatch(/^multipart\/form-data/);
    const uploads = `${first?.body}${second?.body}`;
    expect(uploads).toContain('bytes of img1');
    expect(uploads).toContain('bytes of img2');
    expect(uploads).toContain('filename="img1.png"');
    const media = { url: 'https://cdn.example/f1.png', type: 'image/png' };
    expect(bodyOf(createPath)).toMatchObject({ media: [media, media] });
  });

  it('is not created without an image that is gone', async () => {
    const sending = connect().social.send(buildOutgoingPost({ images: images('gone') }));
    await expect(sending).rejects.toMatchObject({ message: 'There is no image gone.' });
    expect(callsOf(createPath)).toEqual([]);
  });

  it.each([
    ['linkedin', 'No account of LinkedIn is connected in GoHighLevel.'],
    ['google-business', 'No account of Google Business Profile is connected in GoHighLevel.'],
    [
      'instagram',
      'The connection of Instagram in GoHighLevel has expired. Connect it there again.',
    ],
  ] as const)('is refused for %s, of which no account works', async (platform, message) => {
    const post = buildOutgoingPost({ platforms: ['facebook', platform] });
    await expect(connect().social.send(post)).rejects.toMatchObject({
      code: 'malformed_request',
      message,
    });
    expect(callsOf(createPath)).toEqual([]);
  });

  const refused = (status: number, message: unknown): PlannerReply => ({
    status,
    body: { statusCode: status, message },
  });
  it.each<[string, PlannerReply, string, RegExp]>([
    [
      '401',
      refused(401, 'Invalid JWT'),
      'credentials_refused',
      /does not accept the stored token: Invalid JWT$/,
    ],
    ['403', { status: 403, text: '' }, 'credentials_refused', /stored token\.$/],
    [
      '422',
      refused(422, ['summary is long', 'no media']),
      'provider_failed',
      /summary is long; no media$/,
    ],
    ['429', refused(429, 'Too many'), 'provider_failed', /status 429: Too many$/],
    ['500', { status: 500, text: '<html>' }, 'provider_failed', /status 500\.$/],
    ['a long reason', refused(400, 'x'.repeat(9_000)), 'provider_failed', /^.{300,360}$/],
    ['another address', { status: 302, text: '' }, 'provider_failed', /does not answer/],
    ['nothing', { text: '' }, 'provider_failed', /cannot be read/],
    ['nonsense', { body: { results: { post: 'done' } } }, 'provider_failed', /cannot be read/],
    ['more than it may', { text: ' '.repeat(600 * 1024) }, 'provider_failed', /cannot be read/],
    ['a broken line', 'breaks', 'provider_failed', /does not answer/],
  ])('fails when the planner answers %s', async (_, reply, code, message) => {
    server.replies[createPath] = reply;
    await expect(connect().social.send(buildOutgoingPost())).rejects.toMatchObject({
      code,
      message: expect.stringMatching(message),
    });
    expect(callsOf(createPath)).toHaveLength(1);
  });

  it('is not created when the accounts or an upload fail', async () => {
    server.replies[uploadPath] = { status: 413, body: { message: 'Too large' } };
    const sending = connect().social.send(buildOutgoingPost({ images: images('img1') }));
    await expect(sending).rejects.toMatchObject({ message: expect.stringContaining('Too large') });
    server.replies[accountsPath] = { body: { results: {} } };
    await expect(connect().social.send(buildOutgoingPost())).rejects.toMatchObject({
      code: 'provider_failed',
    });
    expect(callsOf(createPath)).toEqual([]);
  });
});

describe('the credentials of a client', () => {
  it.each([
    [{}, 'No token is stored for GoHighLevel.'],
    [{ token: 'pit-secret' }, 'No locationId is stored for GoHighLevel.'],
  ])('are missed before anything is sent: %j', async (stored, message) => {
    const { social } = connect(stored);
    const refusal = { code: 'credentials_missing', message, members: { server: 'gohighlevel' } };
    await expect(social.requireReady('15')).rejects.toMatchObject(refusal);
    await expect(social.send(buildOutgoingPost())).rejects.toMatchObject(refusal);
    expect(server.calls).toEqual([]);
  });

  it('are enough to be ready, without asking anybody', async () => {
    await connect().social.requireReady('15');
    expect(server.calls).toEqual([]);
  });
});

describe('the state of a post in the planner', () => {
  it.each([
    [{ status: 'published', error: '' }, { status: 'published' }],
    [{ status: 'scheduled' }, { status: 'scheduled' }],
    [{ status: 'in_progress' }, { status: 'sending' }],
    [{ status: 'in_review' }, { status: 'sending' }],
    [{ status: 'toString' }, { status: 'sending' }],
    [{ status: 'deleted' }, { status: 'deleted' }],
    [
      { status: 'failed', error: 'No rights' },
      { status: 'failed', problem: 'No rights' },
    ],
    [{ status: 'failed', error: null }, { status: 'failed' }],
  ])('is read from %j', async (post, state) => {
    server.replies[readPath] = plannerPost({ _id: 'p1', ...post });
    expect(await readState()).toEqual(state);
  });

  it('is unknown for a post without a name there', async () => {
    expect(await connect().social.readState({ clientId: '15' }, never)).toBeNull();
    expect(server.calls).toEqual([]);
  });

  it('is unknown for a post that is not there', async () => {
    await expect(readState()).rejects.toMatchObject({ code: 'provider_failed' });
  });

  it('is not waited for longer than the caller waits', async () => {
    server.replies[readPath] = 'hangs';
    const caller = new AbortController();
    const { social } = connect();
    const reading = social.readState({ clientId: '15', providerPostId: 'p1' }, caller.signal);
    void server.asked(1).then(() => caller.abort());
    await expect(reading).rejects.toMatchObject({ code: 'provider_failed' });
  });
});
