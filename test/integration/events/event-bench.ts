import { existsSync, readFileSync } from 'node:fs';
import { mkdtempDisposable } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { vi } from 'vitest';
import * as z from 'zod';
import { createLedger } from '../../../functions/ledger/ledger.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { captureConsole } from '../../../infra/local/capture-console.ts';
import { queueUrl } from '../../../infra/local/triggers/queue-url.ts';
import { startMessaging } from '../../../infra/local/triggers/start-messaging.ts';
import { startTriggers } from '../../../infra/local/triggers/start-triggers.ts';
import { eventSchema } from '../../../shared/api/events.ts';
import { triggers } from '../../../shared/triggers.ts';
import { describeApiEnvironment } from '../../support/api-environment.ts';
import type { LoggedLine } from '../../support/api-server.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import type { TestTable } from '../../support/table.ts';
import { webhookSecret } from './webhook-receiver.ts';

const busEventSchema = z.object({ 'detail-type': z.string(), detail: eventSchema });
const deadLetterSchema = z.object({ body: z.string(), receiveCount: z.int() });
/** Only what this is about: the others have tests of their own. */
const { publishChanges, deliverWebhook } = triggers;

/** The clock of the queues runs so much faster, as a message may wait for half an hour. */
const queueSpeed = 2_000;

export interface EventBenchOptions {
  readonly table: TestTable;
  /** Where webhooks go. */
  readonly url: string;
  /** Patterns of events; all without them. */
  readonly events?: readonly string[];
  /** Where it keeps what a restart goes on from; without one it keeps nothing. */
  readonly dataDir?: string;
}

/** The functions that publish, on a stream, a bus and queues as on one machine. */
export async function startEventBench({ table, url, events, dataDir }: EventBenchOptions) {
  const folder = await mkdtempDisposable(join(tmpdir(), 'events-'));
  const startMs = Date.now();
  const now = () => startMs + (Date.now() - startMs) * queueSpeed;
  const messaging = await startMessaging({ localDir: folder.path, dataDir, now });
  const { endpoint, tableName } = table;
  Object.assign(process.env, describeApiEnvironment({ endpoint, tableName }), {
    MESSAGING_ENDPOINT: messaging.url,
    EVENT_BUS_NAME: 'test',
    WEBHOOK_QUEUE_URL: queueUrl(messaging.url, 'webhooks'),
    WEBHOOKS: JSON.stringify([{ id: 'crm', url, secret: webhookSecret, events }]),
  });
  // The functions read their environment once.
  vi.resetModules();
  const lines: LoggedLine[] = [];
  const release = captureConsole((line) => void lines.push(line));
  const log = createRecordingLog();
  const running = await startTriggers({
    endpoint,
    tableName,
    queues: messaging.queues,
    dataDir,
    log,
    triggers: { publishChanges, deliverWebhook },
  });

  return {
    /** What the functions logged. */
    lines,
    /** What the runtime logged. */
    log,
    /** All that came to the bus, oldest first. */
    published: () =>
      readLines(join(folder.path, 'events.ndjson'), busEventSchema).map(({ detail }) => detail),
    deadLetters: () =>
      readLines(join(folder.path, 'dead-letters', 'webhooks.ndjson'), deadLetterSchema),
    async [Symbol.asyncDispose]() {
      await running.stop(5_000);
      messaging.stop();
      release();
      await folder.remove();
    },
  };
}

function readLines<Schema extends z.ZodType>(path: string, schema: Schema): z.infer<Schema>[] {
  if (!existsSync(path)) return [];
  const lines = readFileSync(path, 'utf8').split('\n').slice(0, -1);
  return lines.map((line) => schema.parse(JSON.parse(line)));
}

/** An account on a table, opened with 100 tokens by its first charge. */
export async function openSpender(table: TestTable, accountId: string) {
  const ledger = createLedger({ ...table, log: createRecordingLog() });
  await createAccountStore(table).createAccount({ accountId });
  let count = 0;
  return {
    ledger,
    charge: (quantity = 1) =>
      ledger.execute({
        kind: 'charge',
        accountId,
        actor: 'test',
        service: 'ai_chat_message',
        quantity,
        idempotencyKey: `charge ${(count += 1)}`,
      }),
    grant: (tokens: number) =>
      ledger.execute({
        kind: 'grant',
        accountId,
        actor: 'test',
        tokens,
        bucket: 'purchase',
        idempotencyKey: `grant ${(count += 1)}`,
      }),
  };
}
