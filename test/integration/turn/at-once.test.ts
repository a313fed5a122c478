import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApiChild, type ApiChild } from '../../support/api-child.ts';
import { createApiClient } from '../../support/api-client.ts';
import type { Reply } from '../../support/api-reply.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';

const delivered = (replies: readonly Reply[]) => replies.filter(({ text }) => text !== '');
const statuses = (replies: readonly Reply[]) =>
  replies.map(({ status }) => status).toSorted((a, b) => a - b);

describe('turns at once', () => {
  let api: TestApi;
  /** The same API in a second process, which shares nothing but the table. */
  let other: ApiChild;
  beforeAll(async () => {
    api = await startApi();
    other = await startApiChild(api.table);
  });
  afterAll(async () => {
    await other[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });

  it('20 on a balance of 5 deliver 5, and refuse 15 before any work', async () => {
    const account = await api.openAccount({ balance: 5 });
    const chat = await account.chat();
    const replies = await Promise.all(Array.from({ length: 20 }, () => chat.say('hello')));

    expect(delivered(replies)).toHaveLength(5);
    expect(statuses(replies)).toEqual([...Array(5).fill(200), ...Array(15).fill(402)]);
    expect(await account.balance()).toMatchObject({ available: 0, held: 0, level: 'empty' });
    expect(await account.problems()).toEqual([]);
    const { messages } = await chat.history();
    expect(messages).toHaveLength(2 * 5);
  });

  it('spread over two processes deliver what is paid for, too', async () => {
    const account = await api.openAccount({ balance: 5 });
    const chats = [
      await account.chat(),
      await createApiClient(other.url, account.apiKey).connect({ clientId: account.clientId }),
    ];
    const replies = await Promise.all(
      chats.flatMap((chat) => Array.from({ length: 8 }, () => chat.say('hello'))),
    );

    expect(delivered(replies)).toHaveLength(5);
    expect(statuses(replies)).toEqual([...Array(5).fill(200), ...Array(11).fill(402)]);
    expect(await account.balance()).toMatchObject({ available: 0, held: 0 });
    expect(await account.problems()).toEqual([]);
  });

  it('refuses without tokens, and says how many it takes and how to get more', async () => {
    const account = await api.openAccount({ balance: 0 });
    const chat = await account.chat();
    const { period } = await account.balance();
    const { status, problem } = await chat.say('hello');

    expect(status).toBe(402);
    expect(problem).toMatchObject({
      code: 'insufficient_tokens',
      required: 1,
      available: 0,
      service: 'ai_chat_message',
      topUpUrl: '/#buy',
      nextGrantAt: period.end,
    });
    expect((await chat.history()).messages).toEqual([]);
  });

  it('answers one message sent five times at once exactly once', async () => {
    const account = await api.openAccount();
    const chat = await account.chat();
    const id = randomUUID();
    const replies = await Promise.all(Array.from({ length: 5 }, () => chat.say('hello', id)));

    const fresh = replies.filter(({ metadata }) => metadata && !metadata.isReplay);
    expect(fresh).toHaveLength(1);
    const refused = replies.filter(({ metadata }) => metadata === null);
    for (const { problem } of refused) expect(problem?.code).toBe('turn_in_progress');
    expect(await account.charges()).toMatchObject([{ tokens: -1, balanceAfter: 99 }]);
  });

  it('tells two processes that meet over one message apart', async () => {
    const account = await api.openAccount();
    const here = await account.chat();
    const there = await createApiClient(other.url, account.apiKey).connect({
      clientId: account.clientId,
      conversationId: here.conversationId,
    });
    const id = randomUUID();
    const replies = await Promise.all([here, there, here, there].map((c) => c.say('hello', id)));

    expect(replies.filter(({ metadata }) => metadata && !metadata.isReplay)).toHaveLength(1);
    expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
  });
});
