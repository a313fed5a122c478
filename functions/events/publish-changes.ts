import type { DynamoDBRecord } from 'aws-lambda';
import type { AccountEvent } from '../../shared/api/events.ts';
import { limits } from '../../shared/limits.ts';
import type { Log } from '../log.ts';
import type { EventBus } from './event-bus.ts';
import { makeEvents } from './make-events.ts';
import type { MessageQueue } from './message-queue.ts';
import { readChange } from './read-change.ts';
import { makeDeliveries } from './webhook-delivery.ts';
import type { WebhookEndpoint } from './webhook-endpoint.ts';

export interface PublishChangesDependencies {
  readonly bus: EventBus;
  readonly queue: MessageQueue;
  readonly endpoints: readonly WebhookEndpoint[];
  readonly log: Log;
}

/** What of one record has to be sent. */
interface Outgoing {
  readonly record: DynamoDBRecord;
  readonly events: readonly AccountEvent[];
}

/**
 * Publishes what changed in the table: all of it to the bus, and to the queue what webhooks want.
 *
 * @param records in the order of the stream
 * @returns the first record that was not published in full, or null; the records from there on
 *   have to come again, and make the same events
 * @throws Error when bus or queue does not answer; then all records have to come again
 */
export function createPublishChanges({ bus, queue, endpoints, log }: PublishChangesDependencies) {
  return async function publishChanges(
    records: readonly DynamoDBRecord[],
  ): Promise<DynamoDBRecord | null> {
    const outgoing = records.map((record) => ({ record, events: readEvents(record) }));
    const events = outgoing.flatMap((one) => one.events);
    const [busLeft, queueLeft] = await Promise.all([
      bus.publish(events),
      queue.send(events.flatMap((event) => makeDeliveries(event, endpoints))),
    ]);
    if (busLeft.size + queueLeft.size === 0) return null;
    log.error('events not published', { onBus: busLeft.size, inQueue: queueLeft.size });
    return outgoing.find((one) => isLeft(one, busLeft, queueLeft))?.record ?? null;
  };

  function readEvents(record: DynamoDBRecord): AccountEvent[] {
    const change = readChange(record);
    if (change.kind === 'unreadable') {
      // Skipped: it would be unreadable for ever, and keep all that comes after it.
      const { key, problem } = change;
      log.error('change not readable', { ...key, problem, eventId: record.eventID });
    }
    return makeEvents(change).filter(isSmallEnough);
  }

  function isSmallEnough(event: AccountEvent): boolean {
    const sizeBytes = Buffer.byteLength(JSON.stringify(event));
    if (sizeBytes <= limits.eventBytes) return true;
    log.error('event too large to publish', { eventId: event.id, sizeBytes });
    return false;
  }

  function isLeft({ events }: Outgoing, busLeft: Ids, queueLeft: Ids): boolean {
    return events.some(
      (event) =>
        busLeft.has(event.id) ||
        makeDeliveries(event, endpoints).some(({ id }) => queueLeft.has(id)),
    );
  }
}

type Ids = ReadonlySet<string>;
