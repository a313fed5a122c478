import { PutCommand } from '@aws-sdk/lib-dynamodb';
import { setImmediate as turn } from 'node:timers/promises';
import { describe, expect, it } from 'vitest';
import type { LambdaHandler } from '../../../infra/local/gateway/lambda-handler.ts';
import { createInvokeTrigger } from '../../../infra/local/triggers/invoke-trigger.ts';
import { loadTrigger } from '../../../infra/local/triggers/load-trigger.ts';
import { createLocalQueue } from '../../../infra/local/triggers/local-queue.ts';
import { messagesInMemory } from '../../../infra/local/triggers/message-storage.ts';
import { msUntilRun, runSchedule } from '../../../infra/local/triggers/run-schedule.ts';
import { startTriggers } from '../../../infra/local/triggers/start-triggers.ts';
import type { Trigger } from '../../../shared/triggers.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import { waitUntil } from './wait-until.ts';

const minute = { minutes: 1 };
const toMs = (time: string) => Date.parse(`2026-11-22T${time}Z`);

describe('a schedule', () => {
  it.each([
    [minute, '10:00:00', 60_000],
    [minute, '10:00:59.999', 1],
    [{ minutes: 5 }, '10:03:00', 120_000],
    [{ dayAtUtcHour: 3 }, '02:59:00', 60_000],
    [{ dayAtUtcHour: 3 }, '03:00:00', 24 * 3_600_000],
    [{ dayAtUtcHour: 3 }, '23:00:00', 4 * 3_600_000],
  ])('of %j at %s waits %i ms', (every, time, ms) => {
    expect(msUntilRun(every, toMs(time))).toBe(ms);
  });

  it('runs again only when it has ended, and stops at once', async () => {
    const stopping = new AbortController();
    const running: number[] = [];
    let isRunning = false;
    const ended = runSchedule(
      minute,
      async (event) => {
        expect(event).toMatchObject({ 'detail-type': 'Scheduled Event' });
        expect(isRunning).toBe(false);
        isRunning = true;
        await turn();
        isRunning = false;
        if (running.push(1) === 3) stopping.abort();
      },
      // It is always a millisecond before the minute.
      { signal: stopping.signal, now: () => toMs('10:00:59.999') },
    );
    await ended;
    expect(running).toHaveLength(3);
  });

  it('that is stopped while it waits does not run', async () => {
    let isRun = false;
    const run = async () => void (isRun = true);
    const stopping = new AbortController();
    const ended = runSchedule(minute, run, { signal: stopping.signal });
    stopping.abort();
    await ended;
    expect(isRun).toBe(false);
  });
});

describe('the function of a trigger', () => {
  const invoking = (handler: LambdaHandler) => {
    const log = createRecordingLog();
    return { log, invoke: createInvokeTrigger({ load: async () => handler, log }) };
  };

  it('is told how much time it has', async () => {
    const { invoke } = invoking(async (event, context) => [event, context.functionName]);
    expect(await invoke('sweepHolds', 50, 'event')).toEqual({
      kind: 'answered',
      answer: ['event', 'sweepHolds'],
    });
  });

  it('that fails is logged, and stops nothing', async () => {
    const { invoke, log } = invoking(() => Promise.reject(new Error('no luck')));
    expect(await invoke('sweepHolds', 50, {})).toEqual({ kind: 'failed' });
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'trigger failed', fields: { trigger: 'sweepHolds' } },
    ]);
  });

  it('that takes too long is given up, and does not meet itself', async () => {
    const { promise, resolve } = Promise.withResolvers<string>();
    const { invoke, log } = invoking(() => promise);
    expect(await invoke('sweepHolds', 0.05, {})).toEqual({ kind: 'failed' });
    expect(await invoke('sweepHolds', 50, {})).toEqual({ kind: 'failed' });
    expect(log.lines.map(({ fields }) => fields['error'])).toEqual([
      'timed_out',
      expect.stringContaining('still runs'),
    ]);
    resolve('late');
    await promise;
    await waitUntil(
      async () => (await invoke('sweepHolds', 50, {})).kind === 'answered',
      'its end',
    );
  });

  it('is loaded by its name, and its absence is said', async () => {
    await expect(loadTrigger('noSuchTrigger')).rejects.toThrow('no-such-trigger.ts');
  });
});

describe('the triggers of one machine', () => {
  const queue = createLocalQueue({
    receiveCount: 2,
    visibilityMs: 100,
    storage: messagesInMemory,
    bury: () => undefined,
  });

  const stream: Trigger = {
    source: { kind: 'table stream', batchCount: 2 },
    timeoutSeconds: 5,
    summary: 'Takes changes.',
  };

  const start = ({ endpoint, tableName }: TestTable, handler: LambdaHandler) =>
    startTriggers({
      endpoint,
      tableName,
      queues: { webhooks: queue, usage: queue, jobs: queue },
      dataDir: undefined,
      log: createRecordingLog(),
      load: async () => handler,
      triggers: { stream },
    });

  const put = ({ documents, tableName }: TestTable, pk: string) =>
    documents.send(new PutCommand({ TableName: tableName, Item: { pk, sk: pk } }));

  interface StreamEvent {
    readonly Records: {
      readonly eventSourceARN: string;
      readonly dynamodb: {
        readonly SequenceNumber: string;
        readonly ApproximateCreationDateTime: number;
        readonly NewImage: { readonly pk: { readonly S: string } };
      };
    }[];
  }
  const namesOf = ({ Records }: StreamEvent) => Records.map((one) => one.dynamodb.NewImage.pk.S);

  it('hand on changes in batches as Lambda does, and again what failed and comes after it', async () => {
    const table = await createTestTable({ isStreamed: true });
    for (const name of ['a', 'b', 'c', 'd', 'e']) await put(table, name);
    const batches: string[][] = [];
    const seen: StreamEvent[] = [];
    const running = await start(table, async (event) => {
      const batch = event as StreamEvent;
      seen.push(batch);
      batches.push(namesOf(batch));
      if (batches.length === 1) throw new Error('no luck');
      const failed = batches.length === 3 ? batch.Records[1] : undefined;
      const itemIdentifier = failed?.dynamodb.SequenceNumber;
      return { batchItemFailures: itemIdentifier === undefined ? [] : [{ itemIdentifier }] };
    });
    await waitUntil(() => batches.at(-1)?.includes('e') === true, 'the last change');
    await running.stop(5_000);
    expect(batches).toEqual([
      ['a', 'b'],
      ['a', 'b'],
      ['c', 'd'],
      ['d', 'e'],
    ]);
    const [record] = seen[0]?.Records ?? [];
    expect(record?.eventSourceARN).toContain(table.tableName);
    expect(record?.dynamodb.ApproximateCreationDateTime).toBeGreaterThan(1_700_000_000);
  });

  it('let what is running end before they stop, and start nothing more', async () => {
    const table = await createTestTable({ isStreamed: true });
    for (const name of ['a', 'b', 'c', 'd']) await put(table, name);
    const started: string[][] = [];
    const ended: string[][] = [];
    const { promise, resolve } = Promise.withResolvers<void>();
    const running = await start(table, async (event) => {
      const names = namesOf(event as StreamEvent);
      started.push(names);
      await promise;
      ended.push(names);
    });
    await waitUntil(() => started.length > 0, 'the first change');
    const stopped = running.stop(5_000);
    resolve();
    await stopped;
    expect(ended).toEqual([['a', 'b']]);
    expect(started).toEqual(ended);
  });

  it('stop in time though a function does not end', async () => {
    const table = await createTestTable({ isStreamed: true });
    await put(table, 'a');
    let isStarted = false;
    const running = await start(table, () => {
      isStarted = true;
      return new Promise(() => undefined);
    });
    await waitUntil(() => isStarted, 'the first change');
    const before = Date.now();
    await running.stop(50);
    expect(Date.now() - before).toBeLessThan(2_000);
  });

  it('cannot start on a table without a stream', async () => {
    const { endpoint } = await createTestTable();
    const place = { endpoint, tableName: 'no-such-table', dataDir: undefined };
    const queues = { webhooks: queue, usage: queue, jobs: queue };
    await expect(startTriggers({ ...place, queues, log: createRecordingLog() })).rejects.toThrow(
      'non-existent table',
    );
  });
});
