import { createServer } from 'node:http';
import { mkdtempDisposable, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFolderMedia } from '../../../functions/providers/media/folder-media.ts';
import type { Media } from '../../../functions/providers/media/media.ts';
import { createS3Media } from '../../../functions/providers/media/s3-media.ts';
import { drawSample } from '../../../functions/providers/image/sample/draw-sample.ts';
import { listen } from '../../../infra/local/listen.ts';
import { serveMedia } from '../../../infra/local/media/serve-media.ts';
import { startS3 } from './start-s3.ts';

const owner = { clientId: 'client-15' };
const secret = 'a key for the addresses of pictures in tests';
const now = () => new Date();
const picture = {
  mediaId: 'img_1',
  bytes: drawSample('a bakery'),
  contentType: 'image/png',
  source: 'a test',
} as const;
const another = { ...picture, bytes: drawSample('a cat'), source: 'somebody else' };

describe.each(['a folder', 'S3'])('pictures in %s', (place) => {
  const cleanup = new AsyncDisposableStack();
  /** Addresses are asked for at that time. */
  let openMedia: (now: () => Date) => Promise<Media>;
  beforeAll(async () => {
    openMedia = place === 'S3' ? await prepareS3(cleanup) : await prepareFolder(cleanup);
  });
  afterAll(() => cleanup.disposeAsync());

  it('are read as they were put, with who drew them', async () => {
    const media = await openMedia(now);
    await media.put(owner, picture);
    const read = await media.read(owner, 'img_1');
    expect(read).toMatchObject({ contentType: 'image/png', source: 'a test' });
    expect(Buffer.compare(read?.bytes ?? Buffer.alloc(0), picture.bytes)).toBe(0);
  });

  it('stay as they are when something else is put under the same id', async () => {
    const media = await openMedia(now);
    await media.put(owner, picture);
    await media.put(owner, another);
    const read = await media.read(owner, 'img_1');
    expect(Buffer.compare(read?.bytes ?? Buffer.alloc(0), picture.bytes)).toBe(0);
    expect(read?.source).toBe('a test');
  });

  it('belong to one client', async () => {
    const media = await openMedia(now);
    await media.put(owner, picture);
    const other = { clientId: 'client-16' };
    expect(await media.read(other, 'img_1')).toBeNull();
    expect(await media.address(other, 'img_1')).toBeNull();
  });

  it('have an address that shows them for an hour', async () => {
    const media = await openMedia(now);
    await media.put(owner, picture);
    const address = await media.address(owner, 'img_1');
    const leftMs = Date.parse(address?.expiresAt ?? '') - Date.now();
    expect(leftMs).toBeGreaterThan(3_590_000);
    expect(leftMs).toBeLessThanOrEqual(3_600_000);
    const response = await fetch(address?.url ?? '');
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('image/png');
    expect(response.headers.get('cache-control')).toBe('private, max-age=3600');
    expect(Buffer.compare(Buffer.from(await response.arrayBuffer()), picture.bytes)).toBe(0);
  });

  it('are not shown by an address that has ended', async () => {
    const early = await openMedia(() => new Date(Date.now() - 3_601_000));
    await early.put(owner, picture);
    const address = await early.address(owner, 'img_1');
    expect((await fetch(address?.url ?? '')).status).toBe(403);
  });

  it.each(['img_none', '../client-15/img_1', 'img_1.json', 'img_1/..', ''])(
    'has none by the id "%s"',
    async (mediaId) => {
      const media = await openMedia(now);
      await media.put(owner, picture);
      expect(await media.read(owner, mediaId)).toBeNull();
      expect(await media.address(owner, mediaId)).toBeNull();
    },
  );

  it.each(['..', '.', 'a/b', ''])('has none of a client called "%s"', async (clientId) => {
    const media = await openMedia(now);
    expect(await media.read({ clientId }, 'img_1')).toBeNull();
    await expect(media.put({ clientId }, picture)).rejects.toMatchObject({
      code: 'provider_failed',
    });
  });
});

it('a folder holds a picture and its notes, and no drafts', async () => {
  await using folder = await mkdtempDisposable(join(tmpdir(), 'media-'));
  const options = { directory: folder.path, secret, origin: 'https://copilot.example.com' };
  const media = createFolderMedia(options, now);
  await Promise.all([media.put(owner, picture), media.put(owner, picture)]);
  const names = await readdir(join(folder.path, 'clients', 'client-15'));
  expect(names.toSorted()).toEqual(['img_1', 'img_1.json']);
});

it('what S3 does not let us know is a failure, not a picture that is missing', async () => {
  await using s3 = await startS3({ canList: false });
  const media = createS3Media({ bucket: 'media', region: 'us-east-1', client: s3.client }, now);
  const failure = { code: 'provider_failed' };
  await expect(media.read(owner, 'img_1')).rejects.toMatchObject(failure);
  await expect(media.address(owner, 'img_1')).rejects.toMatchObject(failure);
});

async function prepareS3(cleanup: AsyncDisposableStack) {
  const { client } = cleanup.use(await startS3());
  return async (now: () => Date) =>
    createS3Media({ bucket: 'media', region: 'us-east-1', client }, now);
}

async function prepareFolder(cleanup: AsyncDisposableStack) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'media-'));
  cleanup.defer(() => folder.remove());
  const place = { directory: folder.path, secret };
  const server = createServer((request, response) => void serveMedia(request, response, place));
  const origin = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  cleanup.defer(() => {
    server.close();
    server.closeAllConnections();
  });
  return async (now: () => Date) => createFolderMedia({ ...place, origin }, now);
}
