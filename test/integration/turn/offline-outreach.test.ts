import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createDoNotCallStore } from '../../../functions/store/outreach/do-not-call.ts';
import { createPostStore } from '../../../functions/store/outreach/posts.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';

describe('calls and posts in a chat about the CRM, with the built-in assistant', () => {
  let api: TestApi;
  let account: TestAccount;
  let chat: Chat;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
    chat = await account.chat();
  });

  const stores = () => {
    const rows = { ...api.table, now: Date.now };
    return {
      posts: createPostStore(rows),
      doNotCall: createDoNotCallStore(rows),
    };
  };

  /** Says it, and approves the card that it leads to. */
  async function sayAndApprove(text: string) {
    const id = randomUUID();
    const asked = await chat.say(text, id);
    expect(asked.approvals, asked.text).toHaveLength(1);
    const [approval] = asked.approvals;
    const reply = await chat.answer(id, { [approval?.approvalId ?? '']: true });
    return { approval, reply };
  }

  it.each(['call +34 600 000 000', 'llama al +34 600 000 000'])(
    '"%s" shows what it costs, places the call and costs one token more',
    async (text) => {
      const { approval, reply } = await sayAndApprove(text);
      expect(approval?.descriptor).toMatchObject({ service: 'outbound_call', tokens: 1 });
      expect(reply.metadata).toMatchObject({ outcome: 'completed', balanceAfter: 98 });
      expect(reply.text).toContain('+34600000000');
      expect(await account.charges()).toContainEqual(
        expect.objectContaining({ service: 'outbound_call', status: 'charged' }),
      );
    },
  );

  it.each([
    ['publish a post about our spring sale', /what should it say/i],
    ['publica un post sobre nuestra oferta', /qué texto/i],
  ])('"%s" asks for its words, and publishes them for ten tokens', async (request, question) => {
    expect((await chat.say(request)).text).toMatch(question);
    const text = 'Spring sale: 20 % off';
    const { approval } = await sayAndApprove(text);
    expect(approval?.descriptor).toMatchObject({ service: 'social_post', tokens: 10 });
    expect(await account.balance()).toMatchObject({ available: 88, held: 0 });
    const { rows } = await stores().posts.list(account.clientId, { limit: 5 });
    expect(rows).toMatchObject([{ text, status: 'published', provider: 'outbox' }]);
  });

  it('costs nothing but the message when the call cannot be placed', async () => {
    await sayAndApprove('call +34 600 000 001');
    expect(await account.balance()).toMatchObject({ available: 99, held: 0 });
    expect(await account.problems()).toEqual([]);
  });

  it('takes no hold for a number that may not be called', async () => {
    await stores().doNotCall.add(account.clientId, '+34600000000');
    const { reply } = await sayAndApprove('call +34 600 000 000');
    expect(reply.text).toContain('do-not-call');
    const services = (await account.charges()).map(({ service }) => service);
    expect(services).toEqual(['ai_chat_message']);
  });

  it('still works in the CRM', async () => {
    const reply = await chat.say('list my contacts');
    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 1 });
    expect(reply.text).toMatch(/contact/i);
  });
});
