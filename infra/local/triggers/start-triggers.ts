import { join } from 'node:path';
import { DescribeTableCommand } from '@aws-sdk/client-dynamodb';
import { DynamoDBStreamsClient } from '@aws-sdk/client-dynamodb-streams';
import type { Log } from '../../../functions/log.ts';
import { type StreamTrigger, type Trigger, triggers } from '../../../shared/triggers.ts';
import { createDynamoDbClient } from '../create-dynamodb-client.ts';
import { consumeQueue } from './consume-queue.ts';
import { followStream } from './follow-stream.ts';
import { createInvokeTrigger, type InvokeTrigger } from './invoke-trigger.ts';
import { loadTrigger, type LoadTrigger } from './load-trigger.ts';
import type { LocalQueues } from './messaging-actions.ts';
import { pause } from './pause.ts';
import { runSchedule } from './run-schedule.ts';
import { createStreamCheckpoint } from './stream-checkpoint.ts';
import { createStreamReader } from './stream-reader.ts';
import { toStreamEvent } from './to-stream-event.ts';

export interface TriggerOptions {
  /** Of the database. */
  readonly endpoint: string;
  readonly tableName: string;
  readonly queues: LocalQueues;
  /** Where a restart finds how far the stream was read; none: that is not kept. */
  readonly dataDir: string | undefined;
  readonly log: Log;
  readonly load?: LoadTrigger;
  readonly triggers?: Readonly<Record<string, Trigger>>;
}

export interface RunningTriggers {
  /** Starts nothing more, and waits at most so long for what is running. */
  stop(timeoutMs: number): Promise<void>;
}

/** Runs every function that is not called by HTTP when its time, message or change has come. */
export async function startTriggers(options: TriggerOptions): Promise<RunningTriggers> {
  const { log, load = loadTrigger } = options;
  const stopping = new AbortController();
  const context = {
    ...options,
    invoke: createInvokeTrigger({ load, log }),
    streamArn: await findStream(options.endpoint, options.tableName),
    signal: stopping.signal,
  };
  const table: Readonly<Record<string, Trigger>> = options.triggers ?? triggers;
  const running = Object.entries(table).map(([name, trigger]) =>
    runTrigger(name, trigger, context).catch((error: unknown) => {
      log.error('trigger stopped', { trigger: name, error: String(error) });
    }),
  );
  const ended = Promise.allSettled(running);
  return {
    stop: async (timeoutMs) => {
      stopping.abort();
      const isOver = new AbortController();
      await Promise.race([ended, pause(timeoutMs, isOver.signal)]);
      isOver.abort();
    },
  };
}

interface RunContext extends TriggerOptions {
  readonly invoke: InvokeTrigger;
  readonly streamArn: string;
  readonly signal: AbortSignal;
}

function runTrigger(name: string, trigger: Trigger, context: RunContext): Promise<void> {
  const { source, timeoutSeconds } = trigger;
  const { signal } = context;
  const invoke = (event: unknown) => context.invoke(name, timeoutSeconds, event);
  switch (source.kind) {
    case 'schedule':
      return runSchedule(source.every, invoke, { signal });
    case 'queue':
      return consumeQueue({
        queue: context.queues[source.queue],
        batchCount: source.batchCount,
        invoke,
        signal,
      });
    case 'table stream':
      return runStream(source, invoke, context);
  }
}

async function runStream(
  { batchCount }: StreamTrigger,
  invoke: (event: unknown) => ReturnType<InvokeTrigger>,
  { endpoint, streamArn, dataDir, log, signal }: RunContext,
): Promise<void> {
  const client = new DynamoDBStreamsClient({
    region: 'us-east-1',
    endpoint,
    credentials: { accessKeyId: 'local', secretAccessKey: 'local' },
  });
  try {
    const path = dataDir && join(dataDir, 'stream.json');
    const checkpoint = createStreamCheckpoint(streamArn, path);
    await followStream({
      reader: createStreamReader({ client, streamArn, checkpoint, batchCount }),
      invoke: (records) => invoke(toStreamEvent(records, streamArn)),
      log,
      signal,
    });
  } finally {
    client.destroy();
  }
}

/** @throws Error when the table has no stream */
async function findStream(endpoint: string, TableName: string): Promise<string> {
  const client = createDynamoDbClient(endpoint);
  try {
    const { Table } = await client.send(new DescribeTableCommand({ TableName }));
    if (Table?.LatestStreamArn === undefined) throw new Error(`${TableName} has no stream.`);
    return Table.LatestStreamArn;
  } finally {
    client.destroy();
  }
}
