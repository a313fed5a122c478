import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import type { Chat } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';

describe('deleting a contact with the built-in assistant', () => {
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
    const details = { firstName: 'Lina', lastName: 'Rosalex', email: 'lina@example.com' };
    await createCrmStore(api.table).contacts.create(account.clientId, details);
  });
  const countContacts = async () =>
    (await createCrmStore(api.table).contacts.search(account.clientId, { limit: 10 })).rows.length;

  /** Asks for the deletion and answers the card. */
  async function answerCard(isApproved: boolean) {
    const id = randomUUID();
    const { approvals } = await chat.say('delete contact Lina Rosalex', id);
    expect(approvals).toHaveLength(1);
    const answers = approvals.map(({ approvalId }) => [approvalId, isApproved]);
    return chat.answer(id, Object.fromEntries(answers));
  }

  it('deletes it once the card is approved, and says so', async () => {
    const reply = await answerCard(true);
    expect(reply.text).toMatch(/deleted/i);
    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 1, balanceAfter: 99 });
    expect(await countContacts()).toBe(0);
  });

  it('leaves it alone when the card is denied, and says so', async () => {
    const reply = await answerCard(false);
    expect(reply.text).toMatch(/not|nothing/i);
    expect(reply.text).not.toMatch(/was deleted/i);
    expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 1, balanceAfter: 99 });
    expect(await countContacts()).toBe(1);
  });
});
