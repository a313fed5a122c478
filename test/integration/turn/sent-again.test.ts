import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { startApi, type TestApi } from '../../support/api-server.ts';

describe('a message that is sent again', () => {
  let api: TestApi;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());

  it('streams the stored reply, marked as a replay and uncharged', async () => {
    const account = await api.openAccount();
    const chat = await account.chat();
    const id = randomUUID();
    const first = await chat.say('create contact Lina Rosalex', id);
    const again = await chat.say('create contact Lina Rosalex', id);

    expect(again).toMatchObject({ status: 200, text: first.text, messageId: first.messageId });
    expect(again.metadata).toEqual({ ...first.metadata, isReplay: true });
    expect(await account.charges()).toHaveLength(1);
  });

  it('is still the same message after a reconnect', async () => {
    const account = await api.openAccount();
    const id = randomUUID();
    const first = await (await account.chat()).say('hello', id);
    const again = await (await account.chat()).say('hello', id);

    expect(again).toMatchObject({ text: first.text, metadata: { isReplay: true } });
    expect(await account.charges()).toHaveLength(1);
  });

  it('is refused with another text, and the first reply stands', async () => {
    const account = await api.openAccount();
    const chat = await account.chat();
    const id = randomUUID();
    await chat.say('hello', id);
    const other = await chat.say('delete everything', id);

    expect(other).toMatchObject({ status: 422, problem: { code: 'idempotency_key_reused' } });
    expect(await account.charges()).toHaveLength(1);
    expect((await chat.history()).messages).toHaveLength(2);
  });

  it('means nothing to another account, whose message of that id is its own', async () => {
    const id = randomUUID();
    const [ada, ben] = [await api.openAccount(), await api.openAccount()];
    await (await ada.chat()).say('hello', id);
    const reply = await (await ben.chat()).say('hello', id);

    expect(reply.metadata).toMatchObject({ tokens: 1, balanceAfter: 99, outcome: 'completed' });
    expect(reply.metadata?.isReplay).toBeUndefined();
    expect(await ben.charges()).toHaveLength(1);
  });
});
