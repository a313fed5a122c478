import { describe, expect, it } from 'vitest';
import { createDeliverWebhook } from '../../../functions/events/deliver-webhook.ts';
import { makeEvents } from '../../../functions/events/make-events.ts';
import type { PostOutcome } from '../../../functions/events/post-webhook.ts';
import { makeDeliveries } from '../../../functions/events/webhook-delivery.ts';
import { queues } from '../../../shared/triggers.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { buildEntry, entryTime } from './stream-records.ts';

const endpoint = {
  id: 'crm',
  url: 'https://example.com/hook?key=hidden',
  secret: 'a secret of more than thirty-two characters',
  events: ['*'],
};
const [event] = makeEvents({ kind: 'entry', entry: buildEntry() });
const [delivery] = makeDeliveries(event!, [endpoint]);

/** One try, with a receiver that answers so. */
async function deliver(
  outcome: PostOutcome,
  overrides: { body?: string; receiveCount?: number; endpoints?: (typeof endpoint)[] } = {},
) {
  const { body = delivery!.body, receiveCount = 1, endpoints = [endpoint] } = overrides;
  const log = createRecordingLog();
  const posted: unknown[] = [];
  const run = createDeliverWebhook({
    endpoints,
    log,
    now: () => new Date(entryTime),
    post: async (...request) => {
      posted.push(request);
      return outcome;
    },
  });
  const message = { messageId: 'message-1', receiptHandle: 'receipt-1', group: 'crm 7' };
  const isDone = await run({ ...message, body, receiveCount });
  return { isDone, posted, lines: log.lines };
}

const answered = (status: number): PostOutcome => ({ kind: 'answered', status });
const attempt = { endpointId: 'crm', eventId: '7-2', attempt: 1 };

describe('one try to deliver a webhook', () => {
  it('posts the event to its endpoint, signed with the time of the try', async () => {
    const { posted } = await deliver(answered(200));
    expect(posted).toEqual([[endpoint, event, { sentAt: new Date(entryTime) }]]);
  });

  it.each([200, 201, 204, 299])('is over with %i', async (status) => {
    const { isDone, lines } = await deliver(answered(status));
    expect(isDone).toBe(true);
    expect(lines).toEqual([
      { level: 'info', message: 'webhook delivered', fields: { ...attempt, status } },
    ]);
  });

  it.each([199, 301, 302, 400, 401, 404, 429, 500, 503])('comes again after %i', async (status) => {
    const { isDone, lines } = await deliver(answered(status));
    expect(isDone).toBe(false);
    expect(lines).toEqual([
      { level: 'warn', message: 'webhook failed', fields: { ...attempt, status } },
    ]);
  });

  it('comes again when nobody answers, and says why', async () => {
    const { isDone, lines } = await deliver({ kind: 'unreachable', reason: 'ECONNREFUSED' });
    expect(isDone).toBe(false);
    expect(lines[0]).toMatchObject({ fields: { ...attempt, reason: 'ECONNREFUSED' } });
  });

  it('is an error when it was the last', async () => {
    const receiveCount = queues.webhooks.receiveCount;
    const { isDone, lines } = await deliver(answered(500), { receiveCount });
    expect(isDone).toBe(false);
    expect(lines).toMatchObject([{ level: 'error', message: 'webhook given up' }]);
  });

  it('is dropped when the receiver is gone', async () => {
    const { isDone, lines } = await deliver(answered(410));
    expect(isDone).toBe(true);
    expect(lines).toMatchObject([{ level: 'warn', message: 'webhook dropped' }]);
  });

  it('is dropped when the endpoint is not configured any more', async () => {
    const { isDone, posted, lines } = await deliver(answered(200), { endpoints: [] });
    expect(isDone).toBe(true);
    expect(posted).toEqual([]);
    expect(lines).toMatchObject([
      { level: 'warn', message: 'webhook dropped', fields: { reason: 'no such endpoint' } },
    ]);
  });

  it.each(['', '{', '{"endpointId":"crm"}'])(
    'fails for a message that is none: %j',
    async (body) => {
      const { isDone, posted, lines } = await deliver(answered(200), { body });
      expect(isDone).toBe(false);
      expect(posted).toEqual([]);
      expect(lines).toMatchObject([
        { level: 'error', message: 'webhook not readable', fields: { messageId: 'message-1' } },
      ]);
    },
  );

  it('logs neither address nor secret nor what was sent', async () => {
    for (const outcome of [answered(200), answered(500), answered(410)]) {
      const { lines } = await deliver(outcome);
      expect(JSON.stringify(lines)).not.toMatch(/hidden|secret|message-1|ai_chat_message/);
    }
  });
});
