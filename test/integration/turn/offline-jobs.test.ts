import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';

describe('a collection of businesses in a chat with the built-in assistant', () => {
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
    await account.startJob();
    chat = await account.chat();
  });

  it.each([
    ['how is the collection going?', 'cancel the collection', 'yes'],
    ['¿cómo va la recolección?', 'cancela la recolección', 'sí'],
    ['how is the job going?', 'cancel it', 'yes'],
    ['¿cómo va la recopilación?', 'cancélala', 'sí'],
  ])('"%s" tells how far it is, and "%s" stops it without a card', async (question, order, yes) => {
    const told = await chat.say(question);
    expect(told.text).toContain('40 of 100 found so far.');
    const asked = await chat.say(order);
    expect(asked.approvals).toEqual([]);
    const cancelled = await chat.say(yes);
    expect(cancelled.text).toContain('Cancelled: 40 of 100 found.');
    // Three messages, and the 40 leads that were delivered.
    expect(await account.balance()).toMatchObject({ held: 0, available: 100 - 3 - 8 });
    expect(await account.problems()).toEqual([]);
  });

  it('does not take "cancel" alone for more than the conversation', async () => {
    await chat.say('cancel');
    await chat.say('yes');
    expect(await account.balance()).toMatchObject({ held: 20 });
  });

  it('lists the collections of the client', async () => {
    const { text } = await chat.say('list my collections');
    expect(text).toMatch(/40 of 100 found so far|bakery/);
  });
});
