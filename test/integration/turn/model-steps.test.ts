import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { limits } from '../../../shared/limits.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { calls, type ModelServer, says, startModelServer } from '../../support/model-server.ts';

describe('the model of a turn', () => {
  let model: ModelServer;
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
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
  });

  const heard = (request = model.requests.length - 1) =>
    JSON.stringify(model.requests[request]?.messages);
  const findContacts = async () =>
    (await createCrmStore(api.table).contacts.search(account.clientId, { limit: 10 })).rows;

  it('may use free tools as often as it needs, for the one token of the message', async () => {
    model.script(
      calls('contacts_create-contact', { firstName: 'Ada', email: 'ada@example.com' }),
      calls('contacts_get-contacts', { query: 'Ada' }),
      says('She is there.'),
    );
    const reply = await chat.say('create Ada and look her up');
    expect(reply).toMatchObject({ text: 'She is there.', metadata: { tokens: 1 } });
    expect(await findContacts()).toHaveLength(1);
    expect(await account.charges()).toHaveLength(1);
  });

  const lookUps = (count: number) =>
    Array.from({ length: count }, () => calls('contacts_get-contacts', {}));

  it('is asked eight times at most, the last time to answer without tools', async () => {
    model.script(...lookUps(limits.turnStepCount - 1), says('That is all.'));
    const reply = await chat.say('look again and again');
    expect(model.requests.map((request) => request['tool_choice'])).toEqual([
      ...Array(limits.turnStepCount - 1).fill('auto'),
      'none',
    ]);
    expect(reply).toMatchObject({ text: 'That is all.', metadata: { tokens: 1 } });
  });

  it('that will not stop calling tools fails, for nothing', async () => {
    model.script(...lookUps(1));
    const reply = await chat.say('look for ever');
    expect(model.requests).toHaveLength(limits.turnStepCount);
    expect(reply).toMatchObject({ problem: { code: 'model_failed' }, metadata: { tokens: 0 } });
  });

  it.each([
    ['a tool that is not there', 'wipe_everything', {}],
    ['arguments that the tool does not take', 'contacts_create-contact', { firstName: 7 }],
    ['what the tool refuses', 'contacts_create-contact', { firstName: 'Ada' }],
  ])('is told when it asks for %s, and the turn goes on', async (_, tool, args) => {
    model.script(calls(tool, args), says('I cannot do that.'));
    const reply = await chat.say('do it');
    expect(reply).toMatchObject({ text: 'I cannot do that.', problem: null });
    expect(model.requests.at(-1)?.messages.at(-1)).toMatchObject({ role: 'tool' });
    expect(await findContacts()).toEqual([]);
  });

  it('hears what was said before, from the server alone', async () => {
    model.script(says('Nice to meet you.'));
    await chat.say('my name is Ada');
    model.script(says('Ada.'));
    await chat.say('who am I?');
    expect(model.requests[0]?.messages.map(({ role }) => role)).toEqual([
      'system',
      'user',
      'assistant',
      'user',
    ]);
    expect(heard(0)).toContain('my name is Ada');
  });

  it('goes on with a conversation in another session of the same client', async () => {
    model.script(says('Nice to meet you.'));
    await chat.say('my name is Ada');
    const { clientId } = account;
    const later = await account.connect({ clientId, conversationId: chat.conversationId });
    await later.say('who am I?');
    expect(heard()).toContain('my name is Ada');
  });

  it('hears nothing of other conversations', async () => {
    model.script(says('Noted.'));
    await chat.say('the code is 4711');
    await (await account.chat()).say('what is the code?');
    expect(heard()).not.toContain('4711');
  });

  it('can ask what the balance is, this message already paid', async () => {
    model.script(calls('tokens_get-balance', {}), says('99.'));
    await chat.say('how many tokens are left?');
    expect(heard()).toMatch(/available\W+99/);
  });
});
