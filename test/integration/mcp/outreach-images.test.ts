import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { AppError } from '../../../functions/app-error.ts';
import type { ImageMaker, ImageRequest } from '../../../functions/providers/image/image-maker.ts';
import { drawSample } from '../../../functions/providers/image/sample/draw-sample.ts';
import { buildJpeg } from '../../support/build-jpeg.ts';
import { createTestMedia } from '../../support/outreach-parts.ts';
import { openOutreach, type OpenOutreach } from './open-outreach.ts';
import { readStructured } from './read-structured.ts';

const imageOutput = z.strictObject({
  imageId: z.string(),
  url: z.url(),
  expiresAt: z.iso.datetime(),
  contentType: z.string(),
  widthPixels: z.int(),
  heightPixels: z.int(),
  source: z.string(),
});
const readImage = (result: Parameters<typeof readStructured>[0]) =>
  readStructured(result, imageOutput);

let open: OpenOutreach;
beforeAll(async () => {
  open = await openOutreach();
});

/** Somebody who draws the same picture for everybody, and writes down what was asked. */
function recordDrawings(bytes: Uint8Array = drawSample('a bakery')) {
  const asked: ImageRequest[] = [];
  const imageMaker: ImageMaker = {
    source: 'painter-1',
    draw: async (request) => {
      asked.push(request);
      return bytes;
    },
  };
  return { asked, imageMaker };
}

describe('generate_image', () => {
  it('makes a picture that is kept, and says who drew it', async () => {
    const media = createTestMedia(() => new Date());
    const clientId = randomUUID();
    const { callTool } = await open.connect(clientId, { media });
    const result = await callTool('generate_image', { prompt: 'our new bakery', style: 'vivid' });
    const image = readImage(result);
    expect(image).toMatchObject({
      contentType: 'image/png',
      widthPixels: 1_024,
      heightPixels: 1_024,
      source: 'drawn locally (sample picture)',
    });
    expect(result.text).toContain('drawn locally (sample picture)');
    const kept = await media.read({ clientId }, image.imageId);
    const drawn = drawSample('our new bakery', 'vivid');
    expect(Buffer.compare(kept?.bytes ?? Buffer.alloc(0), drawn)).toBe(0);
  });

  it('draws once for one idempotency key, and answers the same picture again', async () => {
    const { asked, imageMaker } = recordDrawings();
    const { callTool } = await open.connect(randomUUID(), { imageMaker });
    const options = { idempotencyKey: randomUUID() };
    const first = readImage(await callTool('generate_image', { prompt: 'a cat' }, options));
    const again = readImage(await callTool('generate_image', { prompt: 'a cat' }, options));
    expect(again.imageId).toBe(first.imageId);
    expect(again.source).toBe('painter-1');
    expect(asked).toHaveLength(1);
  });

  it('answers the picture that was stored before a crash, whoever would draw now', async () => {
    const media = createTestMedia(() => new Date());
    const clientId = randomUUID();
    const options = { idempotencyKey: randomUUID() };
    const before = await open.connect(clientId, { media, ...recordDrawings() });
    const first = readImage(await before.callTool('generate_image', { prompt: 'a cat' }, options));
    const { callTool } = await open.connect(clientId, { media });
    const again = readImage(await callTool('generate_image', { prompt: 'a cat' }, options));
    expect(again).toMatchObject({ imageId: first.imageId, source: 'painter-1' });
  });

  it('makes another picture for another call, and for another client', async () => {
    const { imageMaker } = recordDrawings();
    const media = createTestMedia(() => new Date());
    const idempotencyKey = randomUUID();
    const ids = new Set<string>();
    for (const [clientId, key] of [
      ['one', idempotencyKey],
      ['two', idempotencyKey],
      ['one', randomUUID()],
      ['one', undefined],
      ['one', undefined],
    ] as const) {
      const { callTool } = await open.connect(clientId, { imageMaker, media });
      const options = key === undefined ? {} : { idempotencyKey: key };
      ids.add(readImage(await callTool('generate_image', { prompt: 'a cat' }, options)).imageId);
    }
    expect(ids.size).toBe(5);
  });

  it('goes by what the bytes are', async () => {
    const { imageMaker } = recordDrawings(buildJpeg({ widthPixels: 640, heightPixels: 480 }));
    const { callTool } = await open.connect(randomUUID(), { imageMaker });
    expect(readImage(await callTool('generate_image', { prompt: 'a cat' }))).toMatchObject({
      contentType: 'image/jpeg',
      widthPixels: 640,
      heightPixels: 480,
    });
  });

  it('refuses bytes that are no picture, and keeps nothing of them', async () => {
    const { imageMaker } = recordDrawings(Buffer.from('<svg/>'));
    const media = createTestMedia(() => new Date());
    const clientId = randomUUID();
    const { callTool } = await open.connect(clientId, { imageMaker, media });
    const options = { idempotencyKey: 'one' };
    const refused = await callTool('generate_image', { prompt: 'a cat' }, options);
    expect(refused).toMatchObject({ isError: true });
    expect(refused.text).toContain('cannot be used');
    const { callTool: callAgain } = await open.connect(clientId, { media });
    const image = readImage(await callAgain('generate_image', { prompt: 'a cat' }, options));
    expect(image.source).toBe('drawn locally (sample picture)');
  });

  it('says what the model said, in our words', async () => {
    const { imageMaker } = recordDrawings();
    const draw = async () => {
      throw new AppError('provider_failed', { detail: 'No picture was made.' });
    };
    const { callTool } = await open.connect(randomUUID(), { imageMaker: { ...imageMaker, draw } });
    const refused = await callTool('generate_image', { prompt: 'a cat' });
    expect(refused).toMatchObject({ isError: true, text: 'No picture was made.' });
  });

  it.each([{}, { prompt: ' ' }, { prompt: 'x'.repeat(1_001) }, { prompt: 'x', style: 'baroque' }])(
    'refuses %j',
    async (args) => {
      const { asked, imageMaker } = recordDrawings();
      const { callTool } = await open.connect(randomUUID(), { imageMaker });
      expect(await callTool('generate_image', args)).toMatchObject({ isError: true });
      expect(asked).toEqual([]);
    },
  );
});

describe('get_image', () => {
  it('answers a new address of a picture', async () => {
    let now = new Date('2026-11-22T12:00:00Z');
    const media = createTestMedia(() => now);
    const { callTool } = await open.connect(randomUUID(), { media });
    const made = readImage(await callTool('generate_image', { prompt: 'a cat' }));
    now = new Date('2026-11-23T12:00:00Z');
    const shown = readImage(await callTool('get_image', { imageId: made.imageId }));
    expect(made.expiresAt).toBe('2026-11-22T13:00:00.000Z');
    expect(shown).toEqual({
      ...made,
      url: shown.url,
      expiresAt: '2026-11-23T13:00:00.000Z',
    });
    expect(shown.url).not.toBe(made.url);
  });

  it('has no picture of another client', async () => {
    const media = createTestMedia(() => new Date());
    const { callTool } = await open.connect(randomUUID(), { media });
    const { imageId } = readImage(await callTool('generate_image', { prompt: 'a cat' }));
    const { callTool: callAsOther } = await open.connect(randomUUID(), { media });
    expect(await callAsOther('get_image', { imageId })).toMatchObject({
      isError: true,
      text: 'There is no picture with this imageId.',
    });
  });
});
