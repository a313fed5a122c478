import { randomUUID } from 'node:crypto';
import { createServer } from 'node:http';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { serveMedia } from '../../../infra/local/media/serve-media.ts';
import { listen } from '../../../infra/local/listen.ts';
import { mediaAddressSchema } from '../../../shared/api/media.ts';
import { toolOutcomeSchema } from '../../../shared/api/tools.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed } from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { makePicture } from '../../support/make-picture.ts';

const path = '/api/mcp/tools/generate_image';
const imageSchema = z.looseObject({ imageId: z.string(), url: z.url(), source: z.string() });

let api: TestApi;
beforeAll(async () => {
  api = await startApi();
});
afterAll(() => api[Symbol.asyncDispose]());

async function openSession() {
  const account = await api.openAccount();
  const { sessionId } = await account.chat();
  return { account, sessionId };
}

const generate = (
  account: TestAccount,
  sessionId: string,
  { approvedTokens = 1, key = keyed() } = {},
) => {
  const request = { sessionId, arguments: { prompt: 'our new bakery' }, approvedTokens };
  return account.call('POST', path, request, key);
};

describe('a picture', () => {
  it('costs one token, which has to be agreed to', async () => {
    const { account, sessionId } = await openSession();
    const asked = await generate(account, sessionId, { approvedTokens: 0 });
    expect(asked.status).toBe(409);
    expect(asked.body).toMatchObject({ code: 'approval_required', tokens: 1 });
    const made = toolOutcomeSchema.parse((await generate(account, sessionId)).body);
    expect(made).toMatchObject({ tokens: 1, balanceAfter: 99, isError: false });
    expect(imageSchema.parse(made.structured).source).toBe('drawn locally (sample picture)');
    expect((await account.charges()).map(({ service }) => service)).toEqual(['post_image']);
    expect(await account.problems()).toEqual([]);
  });

  it('is made and paid once for one key', async () => {
    const { account, sessionId } = await openSession();
    const key = keyed();
    const first = toolOutcomeSchema.parse((await generate(account, sessionId, { key })).body);
    const again = await generate(account, sessionId, { key });
    expect(again.headers.get('idempotency-replayed')).toBe('true');
    expect(toolOutcomeSchema.parse(again.body).structured).toEqual(first.structured);
    expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
  });

  it('has an address for its client alone', async () => {
    const { account, sessionId } = await openSession();
    const stranger = await openSession();
    const imageId = await makePicture(account, { sessionId });
    const own = await account.call('GET', `/api/clients/${account.clientId}/media/${imageId}`);
    expect(own.status).toBe(200);
    const address = mediaAddressSchema.parse(own.body);
    expect(address.mediaId).toBe(imageId);
    expect(new URL(address.url).pathname).toBe(`/media/clients/${account.clientId}/${imageId}`);
    for (const [clientId, code] of [
      [account.clientId, 'client_not_found'],
      [stranger.account.clientId, 'media_not_found'],
    ] as const) {
      const answer = await stranger.account.call(
        'GET',
        `/api/clients/${clientId}/media/${imageId}`,
      );
      expect(answer.status).toBe(404);
      expect(answer.body).toMatchObject({ code });
    }
  });

  it('is shown on one machine by its address, in a way that lets nothing in it run', async () => {
    const { account, sessionId } = await openSession();
    const outcome = toolOutcomeSchema.parse((await generate(account, sessionId)).body);
    const { pathname, search } = new URL(imageSchema.parse(outcome.structured).url);
    await using server = await startMediaServer();
    const response = await fetch(server.url + pathname + search);
    expect(response.status).toBe(200);
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/png',
      'x-content-type-options': 'nosniff',
      'content-security-policy': "default-src 'none'; sandbox",
      'cache-control': 'private, max-age=3600',
    });
    expect((await fetch(server.url + pathname)).status).toBe(403);
    const other = pathname.replace(/img_.*/, 'img_other');
    expect((await fetch(server.url + other + search)).status).toBe(403);
    const refused = await fetch(server.url + pathname + search, { method: 'PUT', body: 'x' });
    expect(refused.status).toBe(405);
  });

  it('is made by chat, after a card that says what it costs', async () => {
    const account = await api.openAccount();
    const chat = await account.chat();
    const id = randomUUID();
    const asked = await chat.say('make a picture of our new bakery', id);
    expect(asked.approvals).toMatchObject([{ descriptor: { title: 'Make a picture', tokens: 1 } }]);
    const [{ approvalId } = { approvalId: '' }] = asked.approvals;
    const reply = await chat.answer(id, { [approvalId]: true });
    expect(reply.text).toContain('img_');
    const output = JSON.stringify(
      reply.chunks.find(({ type }) => type === 'tool-output-available'),
    );
    expect(output).toContain('drawn locally (sample picture)');
    // One for the picture, one for the message.
    expect(await account.balance()).toMatchObject({ available: 98, held: 0 });
  });
});

/** The folder of the functions, as one machine serves it. */
async function startMediaServer() {
  const { MEDIA_DIR: directory = '', MEDIA_KEY: secret = '' } = process.env;
  const server = createServer(
    (request, response) => void serveMedia(request, response, { directory, secret }),
  );
  const port = await listen(server, 0, '127.0.0.1');
  return {
    url: `http://127.0.0.1:${port}`,
    async [Symbol.asyncDispose]() {
      server.close();
      server.closeAllConnections();
    },
  };
}
