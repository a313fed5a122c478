import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { queues } from '../../../shared/triggers.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';
import { waitUntil } from '../local/wait-until.ts';
import { openSpender, startEventBench } from './event-bench.ts';
import { startWebhookReceiver, type WebhookReceiver } from './webhook-receiver.ts';

describe('webhooks', () => {
  let table: TestTable;
  let receiver: WebhookReceiver;
  let bench: Awaited<ReturnType<typeof startEventBench>>;
  beforeAll(async () => {
    table = await createTestTable({ isStreamed: true });
    receiver = await startWebhookReceiver();
    bench = await startEventBench({ table, url: receiver.url });
  });
  afterAll(async () => {
    await bench[Symbol.asyncDispose]();
    await receiver[Symbol.asyncDispose]();
  });

  const receivedFor = (accountId: string) =>
    receiver.received.filter(({ event }) => event.accountId === accountId);
  const acceptedFor = (accountId: string) =>
    receivedFor(accountId)
      .filter(({ status }) => status === 204)
      .map(({ event }) => event.id);
  const linesAbout = (eventId: string) => bench.lines.filter((line) => line['eventId'] === eventId);

  it('tell of an account that opens and pays: signed, and in order', async () => {
    const spenders = await Promise.all(['a', 'b'].map((id) => openSpender(table, id)));
    for (let charge = 0; charge < 12; charge++) {
      await Promise.all(spenders.map((spender) => spender.charge()));
    }
    const expected = (accountId: string) =>
      Array.from({ length: 13 }, (_value, index) => `${accountId}-${index + 1}`);
    for (const id of ['a', 'b']) {
      await waitUntil(() => acceptedFor(id).length >= 13, `the webhooks of ${id}`);
      expect(acceptedFor(id)).toEqual(expected(id));
      expect(receivedFor(id).every(({ isSigned }) => isSigned)).toBe(true);
      expect(receivedFor(id)[0]?.event.data).toMatchObject({ kind: 'grant', tokens: 100 });
      expect(receivedFor(id)[12]?.event.data).toMatchObject({ kind: 'charge', balanceAfter: 88 });
      const onBus = bench.published().filter(({ accountId }) => accountId === id);
      expect(onBus).toEqual(receivedFor(id).map(({ event }) => event));
    }
    expect(linesAbout('a-1')).toMatchObject([
      { message: 'webhook delivered', endpointId: 'crm', attempt: 1, status: 204 },
    ]);
  });

  it('that fail come again, and keep back those behind them', async () => {
    let failures = 0;
    receiver.answerWith(({ id }) => (id === 'c-2' && failures++ < 2 ? 500 : 204));
    const { charge } = await openSpender(table, 'c');
    for (let count = 0; count < 3; count++) await charge();
    await waitUntil(() => acceptedFor('c').length >= 4, 'the webhooks of c');
    expect(acceptedFor('c')).toEqual(['c-1', 'c-2', 'c-3', 'c-4']);
    expect(receivedFor('c').filter(({ event }) => event.id === 'c-2')).toMatchObject([
      { status: 500, isSigned: true },
      { status: 500, isSigned: true },
      { status: 204, isSigned: true },
    ]);
    expect(linesAbout('c-2').map(({ message }) => message)).toEqual([
      'webhook failed',
      'webhook failed',
      'webhook delivered',
    ]);
  });

  it('that always fail become dead letters, and let the others pass', async () => {
    receiver.answerWith(({ id }) => (id === 'd-2' ? 503 : 204));
    const { charge } = await openSpender(table, 'd');
    await charge();
    await charge();
    await waitUntil(() => bench.deadLetters().length > 0, 'the dead letter');
    await waitUntil(() => acceptedFor('d').includes('d-3'), 'the webhook behind it');
    expect(acceptedFor('d')).toEqual(['d-1', 'd-3']);
    const { receiveCount } = queues.webhooks;
    expect(receivedFor('d').filter(({ status }) => status === 503)).toHaveLength(receiveCount);
    const [letter] = bench.deadLetters();
    expect(JSON.parse(letter?.body ?? '')).toMatchObject({
      endpointId: 'crm',
      event: { id: 'd-2' },
    });
    expect(linesAbout('d-2').at(-1)).toMatchObject({
      level: 'ERROR',
      message: 'webhook given up',
      attempt: receiveCount,
    });
  });

  it('warn of a balance once for each time it crosses a line', async () => {
    receiver.answerWith(() => 204);
    const { charge, grant } = await openSpender(table, 'e');
    for (const quantity of [75, 1, 1, 14, 1, 8, 0]) await charge(quantity);
    await grant(50);
    await charge(30);
    const alerts = () => receivedFor('e').filter(({ event }) => event.type.startsWith('balance.'));
    await waitUntil(() => alerts().length >= 4, 'the alerts of e');
    await waitUntil(() => acceptedFor('e').includes('e-10'), 'the last entry of e');
    expect(
      alerts().map(({ event: { type, data } }) => [type, 'available' in data && data.available]),
    ).toEqual([
      ['balance.low', 24],
      ['balance.critical', 9],
      ['balance.empty', 0],
      ['balance.low', 20],
    ]);
    // A read that the database refused once is tried again, and is only a warning.
    expect(bench.log.lines.filter(({ level }) => level === 'error')).toEqual([]);
  });
});
