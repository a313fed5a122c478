import { EventBridgeClient, PutEventsCommand } from '@aws-sdk/client-eventbridge';
import {
  ChangeMessageVisibilityCommand,
  SendMessageBatchCommand,
  SQSClient,
} from '@aws-sdk/client-sqs';
import { mockClient } from 'aws-sdk-client-mock';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { createEventBridgeBus } from '../../../functions/events/eventbridge-bus.ts';
import { makeEvents } from '../../../functions/events/make-events.ts';
import { createSqsQueue } from '../../../functions/events/sqs-queue.ts';
import { limits } from '../../../shared/limits.ts';
import { buildEntry } from './stream-records.ts';

const region = 'us-east-1';
const buildEvent = (sequence: number, reference = {}) =>
  makeEvents({ kind: 'entry', entry: buildEntry({ sequence, reference }) })[0]!;

describe('the event bus on EventBridge', () => {
  const eventBridge = mockClient(EventBridgeClient);
  const bus = createEventBridgeBus({ region, busName: 'events' });
  const taken = { EventId: 'taken' };
  const refused = { ErrorCode: 'InternalFailure' };
  beforeEach(() => void eventBridge.reset());
  afterAll(() => eventBridge.restore());

  const requests = () =>
    eventBridge.commandCalls(PutEventsCommand).map(({ args: [{ input }] }) => input.Entries ?? []);

  it('is told the whole event, its type and its time', async () => {
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 0, Entries: [taken] });
    const event = buildEvent(2);
    expect(await bus.publish([event])).toEqual(new Set());
    expect(requests()).toEqual([
      [
        {
          EventBusName: 'events',
          Source: 'metered-copilot',
          DetailType: 'tokens.entry',
          Detail: JSON.stringify(event),
          Time: new Date(event.time),
        },
      ],
    ]);
  });

  it('is asked again for what it did not take', async () => {
    eventBridge
      .on(PutEventsCommand)
      .resolvesOnce({ FailedEntryCount: 1, Entries: [taken, refused, taken] })
      .resolves({ FailedEntryCount: 0, Entries: [taken] });
    expect(await bus.publish([buildEvent(1), buildEvent(2), buildEvent(3)])).toEqual(new Set());
    expect(requests()[1]?.map(({ Detail }) => JSON.parse(Detail ?? '').id)).toEqual(['7-2']);
  });

  it('names in the end what it never took', async () => {
    eventBridge.on(PutEventsCommand).resolves({ FailedEntryCount: 1, Entries: [refused] });
    expect(await bus.publish([buildEvent(4)])).toEqual(new Set(['7-4']));
    expect(requests()).toHaveLength(limits.messagingAttemptCount);
  });

  it('takes no request above the size that AWS allows', async () => {
    eventBridge.on(PutEventsCommand).callsFake(({ Entries }) => ({
      Entries: Entries.map(() => taken),
    }));
    const large = { text: 'é'.repeat(50_000) };
    await bus.publish([1, 2, 3].map((sequence) => buildEvent(sequence, large)));
    expect(requests().map((entries) => entries.length)).toEqual([2, 1]);
  });
});

describe('the queue on SQS', () => {
  const sqs = mockClient(SQSClient);
  const queueUrl = 'https://sqs.us-east-1.amazonaws.com/1/webhooks.fifo';
  const queue = createSqsQueue({ region, queueUrl });
  beforeEach(() => void sqs.reset());
  afterAll(() => sqs.restore());

  const requests = () =>
    sqs.commandCalls(SendMessageBatchCommand).map(({ args: [{ input }] }) => input.Entries ?? []);
  const message = (id: string, group = 'crm 7') => ({ id, group, body: `body of ${id}` });

  it('keeps the order of a group, and knows a message that comes twice', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Successful: ids('0', '1', '2'), Failed: [] });
    await queue.send([message('a'), message('b'), message('c', 'crm 8')]);
    await queue.send([message('a'), message('b'), message('c', 'crm 8')]);
    const [first = [], second] = requests();
    expect(second).toEqual(first);
    expect(first.map(({ MessageBody }) => MessageBody)).toEqual(
      ['a', 'b', 'c'].map((id) => `body of ${id}`),
    );
    const [a, b, c] = first;
    expect(a?.MessageGroupId).toBe(b?.MessageGroupId);
    expect(a?.MessageGroupId).not.toBe(c?.MessageGroupId);
    expect(a?.MessageDeduplicationId).not.toBe(b?.MessageDeduplicationId);
  });

  it('takes ids of any length and letters', async () => {
    sqs.on(SendMessageBatchCommand).resolves({ Successful: ids('0'), Failed: [] });
    await queue.send([message('é'.repeat(300), 'ü'.repeat(300))]);
    const [entry] = requests()[0] ?? [];
    expect(entry?.MessageGroupId).toMatch(/^[\w-]{43}$/);
    expect(entry?.MessageDeduplicationId).toMatch(/^[\w-]{43}$/);
  });

  it('is asked again for what it did not take, and names in the end what it never took', async () => {
    sqs
      .on(SendMessageBatchCommand)
      .resolvesOnce({ Successful: ids('0'), Failed: failures('1', '2') })
      .resolvesOnce({ Successful: ids('1'), Failed: failures('0') })
      .resolves({ Successful: [], Failed: failures('0') });
    expect(await queue.send([message('a'), message('b'), message('c')])).toEqual(new Set(['b']));
    expect(requests().map((entries) => entries.length)).toEqual([3, 2, 1, 1]);
  });

  it('hands a message out again when it was told', async () => {
    sqs.on(ChangeMessageVisibilityCommand).resolves({});
    await queue.postpone('receipt', 30);
    expect(sqs.commandCalls(ChangeMessageVisibilityCommand)[0]?.args[0].input).toEqual({
      QueueUrl: queueUrl,
      ReceiptHandle: 'receipt',
      VisibilityTimeout: 30,
    });
  });
});

const ids = (...Ids: string[]) =>
  Ids.map((Id) => ({ Id, MessageId: `message ${Id}`, MD5OfMessageBody: undefined }));
const failures = (...Ids: string[]) =>
  Ids.map((Id) => ({ Id, Code: 'InternalError', SenderFault: false }));
