import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { allowancesSchema } from '../../../shared/api/tools.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createChatHandlers } from '../../support/api-chat-handlers.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { answersWith, createToolServer } from '../../support/api-tool-server.ts';
import { calls, type ModelServer, says, startModelServer } from '../../support/model-server.ts';

describe('an approval for always', () => {
  let model: ModelServer;
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  beforeAll(async () => {
    model = await startModelServer();
    const tool = async () => answersWith('Done.');
    const outreach = () => createToolServer({ outbound_call: tool, publish_post: tool });
    api = await startApi({
      modelBaseUrl: model.baseUrl,
      handlers: createChatHandlers({ outreach }),
    });
  });
  afterAll(async () => {
    await model[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    account = await api.openAccount();
    chat = await account.chat();
  });

  async function ask(tool: string, id: string = randomUUID()) {
    model.script(calls(tool, {}), says('That is done.'));
    return { id, reply: await chat.say('please do it', id) };
  }

  /** Answers the card of a message. */
  async function answer(tool: string, given: Readonly<Record<string, boolean>>) {
    const { id, reply } = await ask(tool);
    const approvals = reply.approvals.map(({ approvalId }) => ({ approvalId, ...given }));
    const body = { sessionId: chat.sessionId, message: { id }, approvals };
    return (await account.openTurn(body)).end;
  }
  const listAllowed = async () => {
    const path = `/api/clients/${account.clientId}/allowances`;
    return allowancesSchema.parse((await account.call('GET', path)).body).allowances;
  };

  it('runs the tool now, and later without asking, at its price', async () => {
    const first = await answer('outbound_call', { approved: true, always: true });
    expect(first.metadata).toMatchObject({ outcome: 'completed', tokens: 2 });
    expect(await listAllowed()).toMatchObject([{ server: 'outreach', tool: 'outbound_call' }]);

    const { reply } = await ask('outbound_call');
    expect(reply.approvals).toEqual([]);
    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 2, balanceAfter: 96 });
  });

  it('allows no other tool, and nothing to another client', async () => {
    await answer('outbound_call', { approved: true, always: true });
    expect((await ask('publish_post')).reply.approvals).toHaveLength(1);
    account = await api.openAccount();
    chat = await account.chat();
    expect((await ask('outbound_call')).reply.approvals).toHaveLength(1);
  });

  it('is more than one for this time, after which the tool asks again', async () => {
    await answer('outbound_call', { approved: true, always: false });
    expect(await listAllowed()).toEqual([]);
    expect((await ask('outbound_call')).reply.approvals).toHaveLength(1);
  });

  it('cannot be a refusal', async () => {
    const reply = await answer('outbound_call', { approved: false, always: true });
    expect(reply.status).toBe(400);
    expect(await listAllowed()).toEqual([]);
  });
});
