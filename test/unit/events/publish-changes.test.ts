import { describe, expect, it } from 'vitest';
import { createPublishChanges } from '../../../functions/events/publish-changes.ts';
import type { QueueMessage } from '../../../functions/events/message-queue.ts';
import type { WebhookEndpoint } from '../../../functions/events/webhook-endpoint.ts';
import { limits } from '../../../shared/limits.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { buildRecord, entryRecord, stateRecord } from './stream-records.ts';

const endpoint = (id: string, ...events: string[]): WebhookEndpoint => ({
  id,
  url: 'https://example.com/hook',
  secret: 'a secret of more than thirty-two characters',
  events,
});

/** Publishing to a bus and a queue that take everything but what is named. */
function createBench(
  options: { endpoints?: WebhookEndpoint[]; busLeaves?: string[]; queueLeaves?: string[] } = {},
) {
  const published: string[] = [];
  const sent: QueueMessage[] = [];
  const log = createRecordingLog();
  const publish = createPublishChanges({
    bus: {
      publish: async (events) => {
        published.push(...events.map(({ id }) => id));
        return new Set(options.busLeaves);
      },
    },
    queue: {
      send: async (messages) => {
        sent.push(...messages);
        return new Set(options.queueLeaves);
      },
      postpone: async () => undefined,
    },
    endpoints: options.endpoints ?? [endpoint('crm', '*')],
    log,
  });
  return { publish, published, sent, log };
}

const entries = (...sequences: number[]) =>
  sequences.map((sequence) => entryRecord({ sequence }, String(sequence)));

describe('publishing changes', () => {
  it('tells the bus everything, and each endpoint what it wants', async () => {
    const endpoints = [endpoint('all', '*'), endpoint('alerts', 'balance.*')];
    const { publish, published, sent, log } = createBench({ endpoints });
    const low = stateRecord({}, { version: 2, available: 20, alertedLevel: 'low' });
    expect(await publish([...entries(2), low])).toBeNull();
    expect(published).toEqual(['7-2', '7-2-low']);
    expect(sent.map(({ id }) => id)).toEqual(['all 7-2', 'all 7-2-low', 'alerts 7-2-low']);
    expect(log.lines).toEqual([]);
  });

  it('keeps the deliveries of one account to one endpoint in a group', async () => {
    const { publish, sent } = createBench({ endpoints: [endpoint('a', '*'), endpoint('b', '*')] });
    await publish([...entries(1, 2), entryRecord({ accountId: '8', sequence: 1 })]);
    expect(sent.map(({ group }) => group)).toEqual(['a 7', 'b 7', 'a 7', 'b 7', 'a 8', 'b 8']);
  });

  it('sends neither the address nor the secret of an endpoint through the queue', async () => {
    const { publish, sent } = createBench();
    await publish(entries(1));
    expect(sent[0]?.body).toContain('"endpointId":"crm"');
    expect(sent[0]?.body).not.toMatch(/secret|example\.com/);
  });

  it.each([
    ['bus', { busLeaves: ['7-2', '7-3'] }],
    ['queue', { queueLeaves: ['crm 7-2', 'crm 7-3'] }],
    ['bus and the queue', { busLeaves: ['7-3'], queueLeaves: ['crm 7-2'] }],
  ])('names the first record that the %s did not take', async (_what, leaves) => {
    const { publish, log } = createBench(leaves);
    const records = entries(1, 2, 3);
    expect(await publish(records)).toBe(records[1]);
    expect(log.lines).toMatchObject([{ level: 'error', message: 'events not published' }]);
  });

  it('skips a row that cannot be read, and names its key', async () => {
    const key = { pk: 'ACCOUNT#7', sk: 'ENTRY#000000000002' };
    const unreadable = buildRecord({ after: { ...key, tokens: 'lina@example.com' } });
    const { publish, published, log } = createBench();
    expect(await publish([...entries(1), unreadable, ...entries(3)])).toBeNull();
    expect(published).toEqual(['7-1', '7-3']);
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'change not readable', fields: key },
    ]);
    expect(JSON.stringify(log.lines)).not.toContain('lina@example.com');
  });

  it('skips an event that no bus would take, and says how large it is', async () => {
    const reference = { text: 'x'.repeat(limits.eventBytes) };
    const { publish, published, log } = createBench();
    expect(await publish([entryRecord({ reference }), ...entries(3)])).toBeNull();
    expect(published).toEqual(['7-3']);
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'event too large to publish', fields: { eventId: '7-2' } },
    ]);
  });

  it('passes on that nobody answers, so that the batch comes again', async () => {
    const { log } = createBench();
    const publish = createPublishChanges({
      bus: { publish: () => Promise.reject(new Error('no route')) },
      queue: { send: async () => new Set(), postpone: async () => undefined },
      endpoints: [],
      log,
    });
    await expect(publish(entries(1))).rejects.toThrow('no route');
  });
});
