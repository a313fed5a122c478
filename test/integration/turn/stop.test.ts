import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import {
  calls,
  hangsAfter,
  type ModelServer,
  says,
  startModelServer,
} from '../../support/model-server.ts';

describe('stopping a turn', () => {
  let model: ModelServer;
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  let id: string;
  beforeAll(async () => {
    model = await startModelServer();
    api = await startApi({ modelBaseUrl: model.baseUrl });
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    account = await api.openAccount();
    chat = await account.chat();
    id = randomUUID();
  });

  it('before anything was said costs nothing', async () => {
    model.script(hangsAfter());
    const live = await chat.open('hello', id);
    await model.asked(1);
    expect(await account.stop(id)).toMatchObject({
      status: 202,
      body: { messageId: id, isStopping: true },
    });
    const reply = await live.end;

    expect(reply.metadata).toMatchObject({ outcome: 'stopped', tokens: 0, balanceAfter: 100 });
    expect(reply.problem).toBeNull();
    expect(await account.charges()).toMatchObject([{ tokens: 0, status: 'released' }]);
  });

  it('after something was said costs its token once, and keeps what was said', async () => {
    model.script(hangsAfter('Once upon a time'));
    const live = await chat.open('tell me a story', id);
    await live.seen('text-delta');
    await account.stop(id);
    const reply = await live.end;

    expect(reply).toMatchObject({ text: 'Once upon a time', problem: null });
    expect(reply.metadata).toMatchObject({ outcome: 'stopped', tokens: 1, balanceAfter: 99 });
    const again = await chat.say('tell me a story', id);
    expect(again).toMatchObject({ text: 'Once upon a time', metadata: { isReplay: true } });
    expect(await account.charges()).toMatchObject([{ tokens: -1, status: 'charged' }]);
  });

  it('of a message that cost nothing lets the same message be sent again', async () => {
    model.script(hangsAfter());
    const live = await chat.open('hello', id);
    await model.asked(1);
    await account.stop(id);
    await live.end;
    model.script(says('Good day.'));
    const again = await chat.say('hello', id);

    expect(again).toMatchObject({ text: 'Good day.', metadata: { tokens: 1, balanceAfter: 99 } });
  });

  it('leaves the conversation open for the next message', async () => {
    model.script(calls('contacts_get-contacts', {}), hangsAfter('There are'));
    const live = await chat.open('list my contacts', id);
    await live.seen('text-delta');
    await account.stop(id);
    await live.end;
    model.script(says('None.'));
    const next = await chat.say('how many?');

    expect(next).toMatchObject({ text: 'None.', problem: null });
    expect(JSON.stringify(model.requests)).toContain('There are');
  });

  it('does nothing to a turn that has ended', async () => {
    model.script(says('Done.'));
    const reply = await chat.say('hello', id);
    expect(await account.stop(id)).toMatchObject({ status: 202, body: { isStopping: false } });
    const { messages } = await chat.history();
    expect(messages[1]?.metadata).toEqual(reply.metadata);
  });

  it("finds neither somebody else's turn nor one that never was", async () => {
    model.script(hangsAfter());
    const live = await chat.open('hello', id);
    await model.asked(1);
    const stranger = await api.openAccount();
    for (const unknown of [await stranger.stop(id), await account.stop(randomUUID())]) {
      expect(unknown).toMatchObject({ status: 404, body: { code: 'turn_not_found' } });
    }
    await account.stop(id);
    expect((await live.end).metadata?.outcome).toBe('stopped');
  });
});
