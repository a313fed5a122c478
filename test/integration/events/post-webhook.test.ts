import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { afterEach, describe, expect, it } from 'vitest';
import { makeEvents } from '../../../functions/events/make-events.ts';
import { postWebhook } from '../../../functions/events/post-webhook.ts';
import { listen } from '../../../infra/local/listen.ts';
import { buildEntry } from '../../unit/events/stream-records.ts';

const [event] = makeEvents({ kind: 'entry', entry: buildEntry() });
const sentAt = new Date(1_614_265_330_000);
const secret = 'a secret of more than thirty-two characters';

describe('the request of a webhook', () => {
  const servers: ReturnType<typeof createServer>[] = [];
  afterEach(() => {
    for (const server of servers.splice(0)) server.close().closeAllConnections();
  });

  /** Posts to a server that answers so. */
  async function post(
    answer: (request: IncomingMessage, response: ServerResponse) => void,
    timeoutMs = 5_000,
  ) {
    const server = createServer(answer);
    servers.push(server);
    const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}/hook`;
    const endpoint = { id: 'crm', url, secret, events: ['*'] };
    return postWebhook(endpoint, event!, { sentAt, timeoutMs });
  }

  it('carries the event as JSON, with its id and the time of the try', async () => {
    const requests: { request: IncomingMessage; body: string }[] = [];
    await post((request, response) => {
      void request.toArray().then((chunks) => {
        requests.push({ request, body: Buffer.concat(chunks).toString() });
        response.end();
      });
    });
    const [{ request, body } = {}] = requests;
    expect(request).toMatchObject({ method: 'POST', url: '/hook' });
    expect(request?.headers).toMatchObject({
      'content-type': 'application/json',
      'webhook-id': '7-2',
      'webhook-timestamp': '1614265330',
      'webhook-signature': expect.stringMatching(/^v1,[\w+/]{43}=$/),
    });
    expect(JSON.parse(body ?? '')).toEqual(event);
  });

  it('answers with the status', async () => {
    const outcome = await post((_request, response) => void response.writeHead(503).end('Busy.'));
    expect(outcome).toEqual({ kind: 'answered', status: 503 });
  });

  it('follows no redirect', async () => {
    const visited: string[] = [];
    const outcome = await post((request, response) => {
      visited.push(request.url ?? '');
      response.writeHead(307, { location: '/elsewhere' }).end();
    });
    expect(outcome).toEqual({ kind: 'answered', status: 307 });
    expect(visited).toEqual(['/hook']);
  });

  it('does not wait for an answer that never ends', async () => {
    const outcome = await post((_request, response) => void response.writeHead(200).write('x'));
    expect(outcome).toEqual({ kind: 'answered', status: 200 });
  });

  it('is given up when nothing comes in time', async () => {
    expect(await post(() => undefined, 100)).toEqual({
      kind: 'unreachable',
      reason: 'TimeoutError',
    });
  });

  it('says by a code alone that the line was cut', async () => {
    const outcome = await post((request) => void request.socket.destroy());
    expect(outcome).toMatchObject({ kind: 'unreachable', reason: expect.stringMatching(/^\w+$/) });
  });
});
