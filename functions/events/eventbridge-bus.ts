import { setTimeout as wait } from 'node:timers/promises';
import type { PutEventsRequestEntry } from '@aws-sdk/client-eventbridge';
import type { AccountEvent } from '../../shared/api/events.ts';
import type { EventBus } from './event-bus.ts';
import { type MessagingAddress, clientOptions } from './messaging-address.ts';
import { sendInLots } from './send-in-lots.ts';

export const eventSource = 'metered-copilot';

/** What EventBridge counts for the time of an entry. */
const timeBytes = 14;

/** Amazon EventBridge: the type of an event is the `detail-type`, the whole event the `detail`. */
export function createEventBridgeBus(address: MessagingAddress & { busName: string }): EventBus {
  let connected: ReturnType<typeof connect> | undefined;

  async function send(lot: readonly AccountEvent[]): Promise<AccountEvent[]> {
    const { client, PutEventsCommand } = await (connected ??= connect(address));
    const Entries = lot.map((event) => toEntry(event, address.busName));
    const answer = await client.send(new PutEventsCommand({ Entries }));
    // One answer per entry, in the same order.
    return lot.filter((_event, index) => answer.Entries?.[index]?.EventId === undefined);
  }

  return {
    publish: async (events) => {
      const left = await sendInLots(events, { send, sizeOf: sizeOfEntry, wait });
      return new Set(left.map(({ id }) => id));
    },
  };
}

/** Loaded with the first event: most batches of changes have none. */
async function connect(address: MessagingAddress) {
  const { EventBridgeClient, PutEventsCommand } = await import('@aws-sdk/client-eventbridge');
  return { client: new EventBridgeClient(clientOptions(address)), PutEventsCommand };
}

const toEntry = (event: AccountEvent, busName: string): PutEventsRequestEntry => ({
  EventBusName: busName,
  Source: eventSource,
  DetailType: event.type,
  Detail: JSON.stringify(event),
  Time: new Date(event.time),
});

const sizeOfEntry = (event: AccountEvent): number =>
  timeBytes + Buffer.byteLength(eventSource + event.type + JSON.stringify(event));
