import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { priceBook, priceOf } from '../../../shared/price-book.ts';
import { toolServices } from '../../../shared/tool-services.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createChatHandlers } from '../../support/api-chat-handlers.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import {
  answersWith,
  createToolServer,
  refusesWith,
  type ToolBehaviour,
} from '../../support/api-tool-server.ts';
import {
  calls,
  fails,
  type ModelServer,
  says,
  startModelServer,
} from '../../support/model-server.ts';

const pricedTools = Object.entries(toolServices.outreach).flatMap(([tool, priced]) =>
  priced === 'free' || priceBook.services[priced.service].tokens === 0 ? [] : [{ tool, ...priced }],
);

describe('a priced tool in a chat', () => {
  let model: ModelServer;
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  let behave: ToolBehaviour;
  /** Names of the tools that ran. */
  let ran: string[];
  const toolNames = pricedTools.map(({ tool }) => tool);
  const run = (name: string): ToolBehaviour => {
    return async (args) => {
      ran.push(name);
      return behave(args);
    };
  };

  beforeAll(async () => {
    model = await startModelServer();
    const outreach = () => createToolServer(Object.fromEntries(toolNames.map((n) => [n, run(n)])));
    const handlers = createChatHandlers({ outreach });
    api = await startApi({ modelBaseUrl: model.baseUrl, handlers });
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    ran = [];
    behave = async () => answersWith('The call was placed.');
    account = await api.openAccount();
    chat = await account.chat();
  });

  async function ask(tool: string, args = {}) {
    model.script(calls(tool, args), says('That is done.'));
    const id = randomUUID();
    const asked = await chat.say('please do it', id);
    const approve = () =>
      chat.answer(id, Object.fromEntries(asked.approvals.map((a) => [a.approvalId, true])));
    return { id, asked, approve };
  }
  const toolCharges = async () =>
    (await account.charges()).filter(({ service }) => service !== 'ai_chat_message');

  it.each(pricedTools)('$tool leaves an entry for $service', async (priced) => {
    const { tool, service, quantityArgument } = priced;
    const quantity = quantityArgument === null ? 1 : 151;
    const paid = priceOf(service, quantity);
    const args = quantityArgument === null ? {} : { [quantityArgument]: quantity };
    const { asked, approve } = await ask(tool, args);
    expect(asked.approvals[0]?.descriptor).toMatchObject({ service, tokens: paid });
    expect(ran).toEqual([]);
    await approve();

    expect(ran).toEqual([tool]);
    expect(await toolCharges()).toMatchObject([{ service, tokens: -paid, status: 'charged' }]);
    expect(await account.problems()).toEqual([]);
  });

  it('asks first, with its cost; approved, it is held, called and captured', async () => {
    const { id, asked, approve } = await ask('outbound_call', { to: '+18135551234' });
    expect(asked.metadata).toMatchObject({ outcome: 'waiting', tokens: 1, balanceAfter: 99 });
    expect(asked.approvals).toMatchObject([
      { descriptor: { title: 'Title of outbound_call', service: 'outbound_call', tokens: 1 } },
    ]);
    const reply = await approve();

    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 2, balanceAfter: 98 });
    const { clientId } = account;
    expect(await toolCharges()).toMatchObject([
      {
        tokens: -1,
        status: 'charged',
        clientId,
        sessionId: chat.sessionId,
        reference: { tool: 'outbound_call', message: id },
      },
    ]);
  });

  it('shows the balance in the stream as soon as it has changed', async () => {
    const reply = await (await ask('outbound_call')).approve();
    const balances = reply.chunks.filter(({ type }) => type === 'data-balance');
    expect(balances.map(({ data }) => data)).toMatchObject([
      { available: 99 },
      { available: 98 },
      { available: 98 },
    ]);
  });

  it('is not called without an approval', async () => {
    const { id, asked } = await ask('outbound_call');
    const denied = Object.fromEntries(asked.approvals.map((a) => [a.approvalId, false]));
    const reply = await chat.answer(id, denied);

    expect(reply.metadata).toMatchObject({ tokens: 1, balanceAfter: 99 });
    expect(ran).toEqual([]);
    expect(await toolCharges()).toEqual([]);
  });

  it('costs nothing when it refuses, and the model is told why', async () => {
    behave = async () => refusesWith('The line is dead.');
    const reply = await (await ask('outbound_call')).approve();

    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 1, balanceAfter: 99 });
    expect(await toolCharges()).toMatchObject([{ tokens: 0, status: 'released' }]);
    expect(JSON.stringify(model.requests.at(-1))).toContain('The line is dead.');
    expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
  });

  it('costs nothing when its server does not answer', async () => {
    behave = () => new Promise(() => {});
    const reply = await (await ask('outbound_call')).approve();

    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 1, balanceAfter: 99 });
    expect(await toolCharges()).toMatchObject([{ tokens: 0, status: 'released' }]);
    expect(await account.problems()).toEqual([]);
  });

  it('is not called when the tokens do not reach, and the user is told', async () => {
    account = await api.openAccount({ balance: 5 });
    chat = await account.chat();
    const reply = await (await ask('publish_post')).approve();

    expect(ran).toEqual([]);
    expect(reply).toMatchObject({ text: 'That is done.', metadata: { tokens: 1 } });
    expect(JSON.stringify(model.requests.at(-1))).toContain('Not enough tokens');
    expect(await toolCharges()).toEqual([]);
  });

  it('stays paid when the model fails after it, as it was delivered', async () => {
    const { id, approve } = await ask('outbound_call');
    model.script(fails(400));
    const reply = await approve();

    expect(reply.problem).toMatchObject({ code: 'model_failed' });
    expect(reply.metadata).toMatchObject({ outcome: 'failed', tokens: 2, balanceAfter: 98 });
    expect(await toolCharges()).toMatchObject([{ tokens: -1, status: 'charged' }]);
    const again = await chat.say('please do it', id);
    expect(again.metadata).toMatchObject({ isReplay: true, tokens: 2, balanceAfter: 98 });
    expect(ran).toEqual(['outbound_call']);
  });

  it('is called and charged once when the same approval comes twice at once', async () => {
    const { approve } = await ask('outbound_call');
    const replies = await Promise.all([approve(), approve()]);

    expect(replies.map(({ status }) => status).toSorted((a, b) => a - b)).toEqual([200, 409]);
    expect(ran).toEqual(['outbound_call']);
    expect(await toolCharges()).toHaveLength(1);
  });
});
