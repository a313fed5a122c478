import type { Context, SQSEvent } from 'aws-lambda';
import { createDeliverWebhook } from '../../../functions/events/deliver-webhook.ts';
import { createPublishChanges } from '../../../functions/events/publish-changes.ts';
import { makeDeliveries } from '../../../functions/events/webhook-delivery.ts';
import { makeEvents } from '../../../functions/events/make-events.ts';
import { readChange } from '../../../functions/events/read-change.ts';
import type { Log } from '../../../functions/log.ts';
import { limits } from '../../../shared/limits.ts';
import { queues } from '../../../shared/triggers.ts';
import { buildRecord, entryRecord } from '../../unit/events/stream-records.ts';

/** All of an invocation that these functions look at. */
const context = {
  awsRequestId: 'invocation-1',
  getRemainingTimeInMillis: () => 60_000,
} as Context;

const endpoint = {
  id: 'crm',
  url: 'https://crm.example.com/hook',
  secret: 'a secret of more than thirty-two characters',
  events: ['*'],
};

/** The nightly audit, over whatever accounts there are. */
export async function auditAll(): Promise<void> {
  const { handler } = await import('../../../functions/triggers/audit-accounts.ts');
  await handler({}, context);
}

/** A report of usage that is none, and one of an account that nobody has. */
export async function reportNonsense(): Promise<void> {
  const { handler } = await import('../../../functions/triggers/charge-usage.ts');
  const usage = { id: 'u-1', accountId: 'nobody', service: 'outbound_call', quantity: 1 };
  const bodies = ['nonsense', JSON.stringify(usage)];
  // Of a message the function reads no more than this.
  const event = { Records: bodies.map((body, messageId) => ({ messageId, body })) } as unknown;
  await handler(event as SQSEvent, context);
}

/** A change that cannot be read, one that is too large, and one that the bus does not take. */
export async function publishBadly(log: Log): Promise<void> {
  const record = entryRecord();
  const [event] = makeEvents(readChange(record));
  const publish = createPublishChanges({
    bus: { publish: async () => new Set([event!.id]) },
    queue: { send: async () => new Set(), postpone: async () => undefined },
    endpoints: [],
    log,
  });
  const unreadable = buildRecord({ after: { pk: 'ACCOUNT#7', sk: 'ENTRY#000000000009' } });
  const large = entryRecord({ reference: { note: 'x'.repeat(limits.eventBytes) } });
  await publish([record, unreadable, large]);
}

/** A webhook that is taken, one that fails, and one that fails for the last time. */
export async function deliverWebhooks(log: Log): Promise<void> {
  const [event] = makeEvents(readChange(entryRecord()));
  const [delivery] = makeDeliveries(event!, [endpoint]);
  const attempts = [
    { status: 204, receiveCount: 1 },
    { status: 503, receiveCount: 1 },
    { status: 503, receiveCount: queues.webhooks.receiveCount },
  ];
  for (const { status, receiveCount } of attempts) {
    const deliver = createDeliverWebhook({
      endpoints: [endpoint],
      log,
      now: () => new Date(),
      post: async () => ({ kind: 'answered', status }),
    });
    const { group, body } = delivery!;
    await deliver({ messageId: 'm-1', receiptHandle: 'r-1', group, body, receiveCount });
  }
}
