import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { routes } from '../../../shared/routes.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import {
  breaksAfter,
  calls,
  fails,
  hangsAfter,
  type ModelReply,
  type ModelServer,
  says,
  startModelServer,
} from '../../support/model-server.ts';

/** Less the ten seconds kept for settling, four are left for the turn. */
const shortRoutes = { ...routes, chat: { ...routes.chat, timeoutSeconds: 14 } };

describe('a turn whose model fails', () => {
  let model: ModelServer;
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  beforeAll(async () => {
    model = await startModelServer();
    api = await startApi({ modelBaseUrl: model.baseUrl, routes: shortRoutes });
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });

  async function start() {
    account = await api.openAccount();
    chat = await account.chat();
  }

  const failures: [string, ModelReply][] = [
    ['answers 500', fails(500)],
    ['answers 400', fails(400)],
    ['breaks off in the middle', breaksAfter('I was about to')],
    ['says nothing', says('')],
    ['hangs until the time of the turn is over', hangsAfter('Let me think')],
  ];

  it.each(failures)('that %s costs nothing, and can be sent again', async (_, failure) => {
    await start();
    const id = randomUUID();
    model.script(failure);
    const failed = await chat.say('hello', id);

    expect(failed.status).toBe(200);
    expect(failed.problem).toMatchObject({ status: 502, code: 'model_failed' });
    expect(failed.problem?.requestId).toBe(failed.headers.get('x-request-id'));
    expect(failed.metadata).toMatchObject({ tokens: 0, balanceAfter: 100, outcome: 'failed' });
    expect(await account.charges()).toMatchObject([{ tokens: 0, status: 'released' }]);
    expect(await account.balance()).toMatchObject({ available: 100, held: 0, usedThisPeriod: 0 });

    model.script(says('Good day.'));
    const again = await chat.say('hello', id);
    expect(again).toMatchObject({ text: 'Good day.', problem: null });
    expect(again.metadata).toMatchObject({ tokens: 1, balanceAfter: 99, outcome: 'completed' });
    expect(await account.charges()).toMatchObject([{ tokens: 0 }, { tokens: -1 }]);
    expect(await account.problems()).toEqual([]);
  });

  it('is logged with what failed, and without what was said', async () => {
    await start();
    model.script(fails(500));
    const lineCount = api.lines.length;
    await chat.say('a secret of mine');
    const lines = api.lines.slice(lineCount);

    expect(lines.map(({ message }) => message)).toEqual([
      'account lookup',
      'account found',
      'tokens deducted',
      'tokens given back',
      'turn failed',
      'turn settled',
    ]);
    expect(lines.at(-2)).toMatchObject({
      level: 'WARN',
      code: 'model_failed',
      cause: { name: 'AI_APICallError', statusCode: 500 },
    });
    expect(JSON.stringify(lines)).not.toContain('secret of mine');
  });

  it('shows its failure in the conversation, and the model never hears of it', async () => {
    await start();
    model.script(fails(400));
    await chat.say('Call it a failure');
    const { messages } = await chat.history();
    expect(messages).toMatchObject([
      { role: 'user' },
      { role: 'assistant', parts: [], metadata: { outcome: 'failed', tokens: 0 } },
    ]);

    model.script(says('Yes?'));
    await chat.say('second');
    expect(JSON.stringify(model.requests)).not.toContain('Call it');
  });

  it('is refused after ten tries, and has cost nothing', async () => {
    await start();
    model.script(fails(400));
    const id = randomUUID();
    for (let attempt = 1; attempt <= 10; attempt++) await chat.say('hello', id);
    const refused = await chat.say('hello', id);

    expect(refused).toMatchObject({ status: 409, problem: { code: 'turn_attempts_exhausted' } });
    expect(model.requests).toHaveLength(10);
    expect(await account.balance()).toMatchObject({ available: 100, held: 0 });
  });

  it('keeps what a tool did, gives the token back, and does not do it again', async () => {
    await start();
    const contact = { firstName: 'Ada', email: 'ada@example.com' };
    const id = randomUUID();
    model.script(calls('contacts_create-contact', contact), fails(400));
    const failed = await chat.say('create Ada', id);
    expect(failed).toMatchObject({ problem: { code: 'model_failed' } });
    expect(failed.metadata).toMatchObject({ tokens: 0, balanceAfter: 100, outcome: 'failed' });

    model.script(calls('contacts_create-contact', contact), says('Created.'));
    const again = await chat.say('create Ada', id);
    expect(again.metadata).toMatchObject({ isReplay: true, tokens: 0, outcome: 'failed' });
    expect(again.chunks.map(({ type }) => type)).toContain('tool-output-available');
    expect(model.requests).toHaveLength(0);
    const { contacts } = createCrmStore(api.table);
    const { rows } = await contacts.search(account.clientId, { limit: 10 });
    expect(rows).toHaveLength(1);
    expect(await account.charges()).toMatchObject([{ tokens: 0, status: 'released' }]);
  });
});
