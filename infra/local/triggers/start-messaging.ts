import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import { join } from 'node:path';
import { limits } from '../../../shared/limits.ts';
import { type QueueName, queues, type Trigger, triggers } from '../../../shared/triggers.ts';
import { readBody } from '../gateway/read-body.ts';
import { listen } from '../listen.ts';
import { openBoundedFile } from './bounded-file.ts';
import { createLocalQueue, type LocalQueue } from './local-queue.ts';
import { messagesInMemory, openMessageFiles } from './message-storage.ts';
import {
  createMessagingActions,
  type LocalQueues,
  type MessagingAction,
} from './messaging-actions.ts';

/** A call of ours, which its JSON form makes larger, at most twice. */
const requestLimitBytes = 2 * limits.messagingCallBytes;

export interface Messaging {
  /** Stands in for EventBridge and SQS. */
  readonly url: string;
  readonly queues: LocalQueues;
  stop(): void;
}

/**
 * Bus and queues on one machine, behind an address that speaks to the AWS clients of the functions.
 * Events are appended to `events.ndjson`, given-up messages to `dead-letters/<queue>.ndjson`.
 *
 * @param options.dataDir where waiting messages are kept; none: in memory only
 */
export async function startMessaging(options: {
  localDir: string;
  dataDir: string | undefined;
  now?: () => number;
}): Promise<Messaging> {
  const localQueues: LocalQueues = {
    webhooks: openQueue('webhooks', options),
    usage: openQueue('usage', options),
    jobs: openQueue('jobs', options),
  };
  const record = openBoundedFile(join(options.localDir, 'events.ndjson'));
  const actions = createMessagingActions({ queues: localQueues, record });
  const server = createServer((request, response) => void answer(request, response, actions));
  const url = `http://127.0.0.1:${await listen(server, 0, '127.0.0.1')}`;
  const stop = () => {
    server.close();
    server.closeAllConnections();
  };
  return { url, queues: localQueues, stop };
}

function openQueue(
  name: QueueName,
  options: { localDir: string; dataDir: string | undefined; now?: () => number },
): LocalQueue {
  const { localDir, dataDir, now } = options;
  const bury = openBoundedFile(join(localDir, 'dead-letters', `${name}.ndjson`));
  return createLocalQueue({
    receiveCount: queues[name].receiveCount,
    // The function has ended by then, one way or the other.
    visibilityMs: consumerOf(name).timeoutSeconds * 1000,
    storage: dataDir ? openMessageFiles(join(dataDir, 'queues', name)) : messagesInMemory,
    bury,
    ...(now && { now }),
  });
}

function consumerOf(name: QueueName): Trigger {
  const all: readonly Trigger[] = Object.values(triggers);
  const consumer = all.find(({ source }) => source.kind === 'queue' && source.queue === name);
  if (consumer === undefined) throw new Error(`Nothing takes from the queue ${name}.`);
  return consumer;
}

async function answer(
  request: IncomingMessage,
  response: ServerResponse,
  actions: Readonly<Record<string, MessagingAction>>,
): Promise<void> {
  try {
    const action = actions[String(request.headers['x-amz-target'])];
    if (action === undefined) return write(response, 400, { __type: 'UnknownOperationException' });
    const body = await readBody(request, requestLimitBytes);
    return write(response, 200, action(JSON.parse(body.toString('utf8'))));
  } catch (error) {
    const message = error instanceof Error ? error.message : undefined;
    return write(response, 400, { __type: 'ValidationException', message });
  }
}

function write(response: ServerResponse, status: number, body: unknown): void {
  response.writeHead(status, { 'content-type': 'application/x-amz-json-1.1' });
  response.end(JSON.stringify(body));
}
