import { mkdtempDisposable, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { createEventBridgeBus } from '../../../functions/events/eventbridge-bus.ts';
import { createSqsQueue } from '../../../functions/events/sqs-queue.ts';
import { makeEvents } from '../../../functions/events/make-events.ts';
import { queueUrl } from '../../../infra/local/triggers/queue-url.ts';
import { startMessaging } from '../../../infra/local/triggers/start-messaging.ts';
import { buildEntry } from '../../unit/events/stream-records.ts';

const region = 'us-east-1';
const [event] = makeEvents({ kind: 'entry', entry: buildEntry() });

/** Bus and queues of one machine, in a folder of their own. */
async function openMessaging() {
  const folder = await mkdtempDisposable(join(tmpdir(), 'messaging-'));
  const messaging = await startMessaging({ localDir: folder.path, dataDir: undefined });
  return {
    ...messaging,
    eventsPath: join(folder.path, 'events.ndjson'),
    call: (target: string, body: string) =>
      fetch(messaging.url, { method: 'POST', headers: { 'x-amz-target': target }, body }),
    async [Symbol.asyncDispose]() {
      messaging.stop();
      await folder.remove();
    },
  };
}

describe('bus and queues of one machine', () => {
  it('keep events as rules of EventBridge see them', async () => {
    await using messaging = await openMessaging();
    const bus = createEventBridgeBus({ region, endpoint: messaging.url, busName: 'local' });
    expect(await bus.publish([event!, event!])).toEqual(new Set());
    const lines = (await readFile(messaging.eventsPath, 'utf8')).trim().split('\n');
    expect(lines).toHaveLength(2);
    expect(JSON.parse(lines[0] ?? '')).toMatchObject({
      'detail-type': 'tokens.entry',
      source: 'metered-copilot',
      time: event?.time,
      detail: event,
    });
  });

  it('start a new file of events at 10 MB and keep the one before', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'messaging-'));
    const path = join(folder.path, 'events.ndjson');
    await writeFile(path, 'x'.repeat(10 * 1024 * 1024));
    const messaging = await startMessaging({ localDir: folder.path, dataDir: undefined });
    try {
      const bus = createEventBridgeBus({ region, endpoint: messaging.url, busName: 'local' });
      await bus.publish([event!]);
      expect((await stat(`${path}.1`)).size).toBe(10 * 1024 * 1024);
      expect((await readFile(path, 'utf8')).trim().split('\n')).toHaveLength(1);
    } finally {
      messaging.stop();
    }
  });

  it('take messages from the client of SQS, and hand them out when they should come', async () => {
    await using messaging = await openMessaging();
    const address = { region, endpoint: messaging.url };
    const queue = createSqsQueue({ ...address, queueUrl: queueUrl(messaging.url, 'webhooks') });
    const messages = [1, 2, 3].map((id) => ({ id: `m${id}`, group: 'crm 7', body: `Grüße ${id}` }));
    expect(await queue.send(messages)).toEqual(new Set());
    expect(await queue.send(messages)).toEqual(new Set());
    const { webhooks, usage } = messaging.queues;
    const received = webhooks.receive(10);
    expect(received.map(({ body }) => body)).toEqual(['Grüße 1', 'Grüße 2', 'Grüße 3']);
    expect(usage.receive(10)).toEqual([]);
    await queue.postpone(received[0]!.messageId, 0);
    expect(webhooks.receive(10)).toMatchObject([{ body: 'Grüße 1', receiveCount: 2 }]);
  });

  it.each([
    ['an action that they do not have', 'AmazonSQS.DeleteQueue', '{}'],
    ['a queue that does not exist', 'AmazonSQS.SendMessageBatch', '{"QueueUrl":"http://a/b"}'],
    ['a body that is no JSON', 'AWSEvents.PutEvents', '{'],
    ['a body that is too large', 'AWSEvents.PutEvents', ' '.repeat(1024 * 1024)],
  ])('refuse %s', async (_case, target, body) => {
    await using messaging = await openMessaging();
    expect((await messaging.call(target, body)).status).toBe(400);
  });
});
