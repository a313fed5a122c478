import { mkdtempDisposable, readdir } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { consumeQueue } from '../../../infra/local/triggers/consume-queue.ts';
import { createLocalQueue } from '../../../infra/local/triggers/local-queue.ts';
import {
  messagesInMemory,
  openMessageFiles,
  type MessageStorage,
} from '../../../infra/local/triggers/message-storage.ts';
import type { TriggerOutcome } from '../../../infra/local/triggers/invoke-trigger.ts';

/** A queue that hands a message out twice, again after 10 seconds, and a clock for it. */
function createBench(storage: MessageStorage = messagesInMemory) {
  const clock = { ms: 1_000_000 };
  const buried: string[] = [];
  const queue = createLocalQueue({
    receiveCount: 2,
    visibilityMs: 10_000,
    storage,
    bury: ({ body }) => void buried.push(body),
    now: () => clock.ms,
  });
  const receive = (batchCount = 10) => queue.receive(batchCount).map(({ body }) => body);
  return { queue, clock, buried, receive };
}

describe('a queue of one machine', () => {
  it('hands out what came in, oldest first, so many at a time', () => {
    const { queue, receive } = createBench();
    for (const body of ['a', 'b', 'c']) queue.send({ body });
    expect(receive(2)).toEqual(['a', 'b']);
    expect(receive(2)).toEqual(['c']);
    expect(receive(2)).toEqual([]);
  });

  it('hands a message out again unless it is removed in time', () => {
    const { queue, clock, receive } = createBench();
    queue.send({ body: 'done' });
    queue.send({ body: 'failed' });
    const [first] = queue.receive(10);
    queue.remove(first!.messageId);
    expect(receive()).toEqual([]);
    clock.ms += 10_000;
    expect(queue.receive(10)).toMatchObject([{ body: 'failed', receiveCount: 2 }]);
  });

  it('buries what was handed out often enough', () => {
    const { queue, clock, buried, receive } = createBench();
    queue.send({ body: 'a' });
    for (let count = 0; count < 2; count++) {
      expect(receive()).toEqual(['a']);
      clock.ms += 10_000;
    }
    expect(receive()).toEqual([]);
    expect(buried).toEqual(['a']);
    expect(receive()).toEqual([]);
    expect(buried).toEqual(['a']);
  });

  it('hands a postponed message out at its time', () => {
    const { queue, clock, receive } = createBench();
    const id = queue.send({ body: 'a' })!;
    receive();
    expect(queue.postpone(id, 3)).toBe(true);
    clock.ms += 2_999;
    expect(receive()).toEqual([]);
    clock.ms += 1;
    expect(receive()).toEqual(['a']);
    expect(queue.postpone('unknown', 3)).toBe(false);
  });

  it('keeps a group in order: those behind a message wait for it', () => {
    const { queue, clock, receive } = createBench();
    const first = queue.send({ body: 'a1', group: 'a' })!;
    queue.send({ body: 'a2', group: 'a' });
    queue.send({ body: 'b1', group: 'b' });
    expect(receive(1)).toEqual(['a1']);
    expect(receive()).toEqual(['b1']);
    queue.remove(first);
    expect(receive()).toEqual(['a2']);
    clock.ms += 10_000;
    expect(receive()).toEqual(['a2', 'b1']);
  });

  it('takes a message once while it waits', () => {
    const { queue, receive } = createBench();
    const first = queue.send({ body: 'a', deduplicationId: 'a' });
    expect(queue.send({ body: 'a', deduplicationId: 'a' })).toBe(first);
    expect(receive()).toEqual(['a']);
  });

  it('refuses more than it can hold', () => {
    const { queue } = createBench();
    for (let count = 0; count < 10_000; count++) queue.send({ body: 'a' });
    expect(queue.send({ body: 'one too many' })).toBeNull();
  });
});

describe('a queue that is kept in files', () => {
  it('goes on after a restart: order, receive counts, waits and groups', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'queue-'));
    const path = join(folder.path, 'webhooks');
    const before = createBench(openMessageFiles(path));
    for (let count = 1; count <= 12; count++) {
      before.queue.send({ body: `m${count}`, group: count < 12 ? 'a' : 'b' });
    }
    const [first, second] = before.queue.receive(2);
    before.queue.remove(first!.messageId);
    before.queue.postpone(second!.messageId, 60);

    const after = createBench(openMessageFiles(path));
    expect(after.receive()).toEqual(['m12']);
    after.clock.ms += 60_000;
    expect(after.queue.receive(11)[0]).toMatchObject({ body: 'm2', receiveCount: 2 });
    after.queue.send({ body: 'm13' });
    expect(after.receive()).toEqual(['m13']);
  });

  it('leaves no file of a message that is done or buried', async () => {
    await using folder = await mkdtempDisposable(join(tmpdir(), 'queue-'));
    const { queue, clock, receive } = createBench(openMessageFiles(folder.path));
    queue.remove(queue.send({ body: 'done' })!);
    queue.send({ body: 'hopeless' });
    expect(await readdir(folder.path)).toHaveLength(1);
    for (let count = 0; count < 3; count++) {
      receive();
      clock.ms += 10_000;
    }
    expect(await readdir(folder.path)).toEqual([]);
  });
});

describe('the consumer of a queue', () => {
  /** Gives one batch of three messages to a function, and then stops. */
  async function consume(outcomeOf: (ids: string[]) => TriggerOutcome) {
    const { queue, clock } = createBench();
    const ids = ['a', 'b', 'c'].map((body) => queue.send({ body, group: 'group' })!);
    const stopping = new AbortController();
    const events: unknown[] = [];
    await consumeQueue({
      queue,
      batchCount: 10,
      signal: stopping.signal,
      invoke: async (event) => {
        events.push(event);
        stopping.abort();
        return outcomeOf(ids);
      },
    });
    clock.ms += 10_000;
    return { events, left: queue.receive(10).map(({ body }) => body) };
  }

  const failing = (...itemIdentifiers: string[]): TriggerOutcome => ({
    kind: 'answered',
    answer: {
      batchItemFailures: itemIdentifiers.map((itemIdentifier) => ({ itemIdentifier })),
    },
  });

  it('hands messages on as Lambda does', async () => {
    const { events } = await consume(() => failing());
    expect(events).toMatchObject([
      {
        Records: ['a', 'b', 'c'].map((body) => ({
          body,
          eventSource: 'aws:sqs',
          attributes: { ApproximateReceiveCount: '1', MessageGroupId: 'group' },
        })),
      },
    ]);
  });

  it.each([
    ['all, when nothing is said', () => ({ kind: 'answered', answer: undefined }) as const, []],
    ['all, when nothing failed', () => failing(), []],
    ['what did not fail', ([, b = '']: string[]) => failing(b), ['b']],
    ['nothing, when the function failed', () => ({ kind: 'failed' }) as const, ['a', 'b', 'c']],
    ['nothing, for an id it never gave', () => failing('other'), ['a', 'b', 'c']],
    ['nothing, for nonsense', () => ({ kind: 'answered', answer: 1 }) as const, ['a', 'b', 'c']],
  ])('removes %s', async (_case, outcomeOf, expected) => {
    expect((await consume(outcomeOf)).left).toEqual(expected);
  });
});
