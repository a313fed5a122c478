import { afterAll, beforeAll, expect, it, vi } from 'vitest';
import { toolOutcomeSchema } from '../../../shared/api/tools.ts';
import { drawSample } from '../../../functions/providers/image/sample/draw-sample.ts';
import { keyed } from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { type ImageServer, startImageServer } from '../../support/image-server.ts';

let api: TestApi;
let painter: ImageServer;
beforeAll(async () => {
  painter = await startImageServer();
  vi.stubEnv('IMAGE_MODEL_PROVIDER', 'openai-compatible');
  vi.stubEnv('IMAGE_MODEL_ID', 'painter-1');
  vi.stubEnv('IMAGE_MODEL_BASE_URL', painter.url);
  api = await startApi();
});
afterAll(async () => {
  await api[Symbol.asyncDispose]();
  await painter[Symbol.asyncDispose]();
  vi.unstubAllEnvs();
});

it('a picture that is not made costs nothing, and is made and paid by trying again', async () => {
  const account = await api.openAccount();
  const { sessionId } = await account.chat();
  const generate = async () => {
    const request = { sessionId, arguments: { prompt: 'a cat' }, approvedTokens: 1 };
    const { body } = await account.call('POST', '/api/mcp/tools/generate_image', request, keyed());
    return toolOutcomeSchema.parse(body);
  };
  painter.answerWith(500, { error: { message: 'as planned' } });
  const failed = await generate();
  expect(failed).toMatchObject({ isError: true, tokens: 0 });
  expect(await account.balance()).toMatchObject({ available: 100, held: 0 });
  const b64_json = Buffer.from(drawSample('a cat')).toString('base64');
  painter.answerWith(200, { data: [{ b64_json }] });
  const made = await generate();
  expect(made).toMatchObject({ isError: false, tokens: 1, structured: { source: 'painter-1' } });
  expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
  expect(await account.problems()).toEqual([]);
});
