import { afterAll, afterEach, beforeAll, describe, expect, it, vi } from 'vitest';
import { chooseImageMaker } from '../../../functions/providers/image/choose-image-maker.ts';
import { readImageModelConfig } from '../../../functions/providers/image/image-config.ts';
import { loadBedrockImageModel } from '../../../functions/providers/image/load-image-model.ts';
import { createModelImageMaker } from '../../../functions/providers/image/model-image-maker.ts';
import { drawSample } from '../../../functions/providers/image/sample/draw-sample.ts';
import { limits } from '../../../shared/limits.ts';
import { type ImageServer, startImageServer } from '../../support/image-server.ts';

const picture = Buffer.from(drawSample('a bakery'));
const base64 = picture.toString('base64');

let server: ImageServer;
beforeAll(async () => {
  server = await startImageServer();
});
afterAll(() => server[Symbol.asyncDispose]());
afterEach(() => vi.unstubAllEnvs());

const chooseCompatible = () =>
  chooseImageMaker(
    readImageModelConfig({
      IMAGE_MODEL_PROVIDER: 'openai-compatible',
      IMAGE_MODEL_ID: 'painter-1',
      IMAGE_MODEL_BASE_URL: `${server.url}/v1`,
      IMAGE_MODEL_API_KEY: 'a key',
    }),
  );

describe('a model behind the protocol of OpenAI', () => {
  it('is asked once, for one picture of our size', async () => {
    server.answerWith(200, { data: [{ b64_json: base64 }] });
    const maker = chooseCompatible();
    const bytes = await maker.draw({ prompt: 'our new bakery', style: 'vivid' });
    expect(Buffer.compare(bytes, picture)).toBe(0);
    expect(maker.source).toBe('painter-1');
    expect(server.requests.at(-1)).toMatchObject({
      path: '/v1/images/generations',
      body: { model: 'painter-1', n: 1, size: '1024x1024' },
    });
    expect(JSON.stringify(server.requests.at(-1)?.body)).toContain(
      String.raw`our new bakery\nStyle: vivid colours`,
    );
  });

  it.each<[string, number, unknown]>([
    ['refuses', 400, { error: { message: 'not that' } }],
    ['fails', 500, { error: { message: 'as planned' } }],
    ['answers without a picture', 200, { data: [] }],
    ['answers something else', 200, { hello: 'world' }],
    ['answers far too much', 200, { data: [{ b64_json: 'A'.repeat(2 * limits.imageBytes) }] }],
  ])('makes no picture, and is asked no second time, when it %s', async (_, status, body) => {
    server.answerWith(status, body);
    const askedBefore = server.requests.length;
    await expect(chooseCompatible().draw({ prompt: 'a cat' })).rejects.toMatchObject({
      code: 'provider_failed',
      detail: expect.stringContaining('No picture was made: painter-1'),
    });
    expect(server.requests).toHaveLength(askedBefore + 1);
  });

  it('is given up when the caller leaves', async () => {
    server.answerWith(200, { data: [{ b64_json: base64 }] });
    const signal = AbortSignal.abort();
    await expect(chooseCompatible().draw({ prompt: 'a cat', signal })).rejects.toMatchObject({
      code: 'provider_failed',
    });
  });
});

it('a model of Bedrock is invoked for one picture', async () => {
  vi.stubEnv('AWS_ACCESS_KEY_ID', 'test');
  vi.stubEnv('AWS_SECRET_ACCESS_KEY', 'test');
  const options = { region: 'us-east-1', modelId: 'amazon.nova-canvas-v1:0', baseURL: server.url };
  const maker = createModelImageMaker(options.modelId, () => loadBedrockImageModel(options));
  server.answerWith(200, { images: [base64] });
  const bytes = await maker.draw({ prompt: 'our new bakery' });
  expect(Buffer.compare(bytes, picture)).toBe(0);
  expect(server.requests.at(-1)).toEqual({
    path: '/model/amazon.nova-canvas-v1:0/invoke',
    body: {
      taskType: 'TEXT_IMAGE',
      textToImageParams: { text: 'our new bakery' },
      imageGenerationConfig: { width: 1_024, height: 1_024, numberOfImages: 1 },
    },
  });
});

describe('who draws', () => {
  it('draws samples and says so, unless configured', async () => {
    const maker = chooseImageMaker(readImageModelConfig({}));
    expect(maker.source).toBe('drawn locally (sample picture)');
    expect(Buffer.compare(await maker.draw({ prompt: 'a bakery' }), picture)).toBe(0);
  });

  it.each([
    ['IMAGE_MODEL_ID', { IMAGE_MODEL_PROVIDER: 'bedrock' }],
    ['IMAGE_MODEL_BASE_URL', { IMAGE_MODEL_PROVIDER: 'openai-compatible', IMAGE_MODEL_ID: 'x' }],
  ])('is refused without %s', (setting, environment) => {
    const config = readImageModelConfig(environment);
    expect(() => chooseImageMaker(config)).toThrow(`${setting} is needed`);
  });
});
