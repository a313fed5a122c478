import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { chooseModel } from '../../../functions/agent/create-model.ts';
import { readModelConfig } from '../../../functions/config.ts';
import { createModelPostWriter } from '../../../functions/providers/text/model-post-writer.ts';
import {
  breaksAfter,
  fails,
  hangsAfter,
  type ModelServer,
  says,
  startModelServer,
} from '../../support/model-server.ts';
import { buildPostRequest } from '../../support/post-request.ts';

const written = (texts: readonly string[], hashtags: readonly string[] = []) =>
  says(JSON.stringify({ texts, hashtags }));

describe('texts by a model', () => {
  let server: ModelServer;
  beforeAll(async () => {
    server = await startModelServer();
  });
  afterAll(() => server[Symbol.asyncDispose]());

  const connect = (overrides = {}) => {
    const environment = {
      MODEL_PROVIDER: 'openai-compatible',
      MODEL_ID: 'scripted',
      MODEL_BASE_URL: server.baseUrl,
      ...overrides,
    };
    const { name, load } = chooseModel(readModelConfig(environment));
    return createModelPostWriter({ writerName: name, loadModel: load });
  };

  it('are those that the model wrote', async () => {
    server.script(written(['First', 'Second'], ['#bakery']));
    const writer = connect();
    expect(await writer.write(buildPostRequest({ variations: 2 }))).toEqual({
      texts: ['First', 'Second'],
      hashtags: ['#bakery'],
    });
    expect(writer.writerName).toBe('scripted');
    expect(server.requests).toHaveLength(1);
  });

  it('are asked for with all that was said, and with a bound', async () => {
    server.script(written(['Hola']));
    const request = { topic: 'our bakery', audience: 'early birds', language: 'es' } as const;
    await connect().write(buildPostRequest({ ...request, platform: 'x', variations: 3 }));
    const [asked] = server.requests;
    const prompt = JSON.stringify(asked?.messages);
    for (const part of ['our bakery', 'early birds', '3 texts', 'Spanish', '280 characters']) {
      expect(prompt).toContain(part);
    }
    expect(asked).toMatchObject({ max_tokens: 4_000 });
  });

  it.each([
    ['fails', fails(500)],
    ['refuses', fails(401)],
    ['breaks off', breaksAfter('{"texts":["Hal')],
    ['says something else', says('I would rather not.')],
    ['says nothing', says('')],
  ])('are not there when the model %s', async (_, reply) => {
    server.script(reply);
    await expect(connect().write(buildPostRequest())).rejects.toMatchObject({
      code: 'provider_failed',
      message: 'No text was written: scripted failed or took too long.',
    });
    expect(server.requests.length).toBeLessThanOrEqual(2);
  });

  it('are not there when nobody listens', async () => {
    const writer = connect({ MODEL_BASE_URL: 'http://127.0.0.1:9/v1' });
    await expect(writer.write(buildPostRequest())).rejects.toMatchObject({
      code: 'provider_failed',
    });
  });

  it('are given up when the caller leaves', async () => {
    server.script(hangsAfter('{"texts":'));
    const caller = new AbortController();
    const writing = connect().write(buildPostRequest(), caller.signal);
    await server.asked(1);
    caller.abort(new Error('gone'));
    await expect(writing).rejects.toMatchObject({ code: 'provider_failed' });
  });
});
