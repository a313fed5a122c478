import { randomUUID } from 'node:crypto';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { limits } from '../../../shared/limits.ts';
import { type ApiChild, startApiChild } from '../../support/api-child.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createApiClient } from '../../support/api-client.ts';
import {
  type DatabaseCall,
  type DatabaseProxy,
  startDatabaseProxy,
} from '../../support/api-database-proxy.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import {
  calls,
  hangsAfter,
  type ModelServer,
  says,
  startModelServer,
} from '../../support/model-server.ts';

const isHold = ({ action, body }: DatabaseCall) =>
  action === 'TransactWriteItems' && body.includes('CHARGE#') && body.includes('"hold"');
const isReplyStored = ({ action, body }: DatabaseCall) =>
  action === 'UpdateItem' && body.includes('replyJson');
const isCapture = ({ action, body }: DatabaseCall) =>
  action === 'UpdateItem' && body.includes('CHARGE#') && body.includes('captured');

describe('a turn whose process is killed', () => {
  let model: ModelServer;
  let proxy: DatabaseProxy;
  /** Where the message is sent again: another process, as far as the first is concerned. */
  let api: TestApi;
  let child: ApiChild;
  let account: TestAccount;
  let sessionId: string;
  let id: string;
  beforeAll(async () => {
    model = await startModelServer();
    api = await startApi({ modelBaseUrl: model.baseUrl });
    proxy = await startDatabaseProxy(api.table.endpoint);
  });
  afterAll(async () => {
    for (const part of [model, proxy, api]) await part[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    proxy.decide(() => 'pass');
    const { endpoint } = proxy;
    child = await startApiChild({ ...api.table, endpoint, modelBaseUrl: model.baseUrl });
    account = await api.openAccount();
    sessionId = (await account.chat()).sessionId;
    id = randomUUID();
    model.script(says('Good day.'));
  });
  afterEach(async () => {
    vi.useRealTimers();
    await child[Symbol.asyncDispose]();
  });

  const body = () => ({ sessionId, message: { id, text: 'hello' } });
  const sayAgain = async () => (await account.openTurn(body())).end;
  /** Sends the message to the doomed process, which ends without an answer. */
  const sayToChild = async () => {
    const client = createApiClient(child.url, account.apiKey);
    await expect(client.openTurn(body()).then(({ end }) => end)).rejects.toThrow();
    expect(await child.ended).toBe('SIGKILL');
  };
  const killAt = (
    isMoment: (call: DatabaseCall) => boolean,
    fate: 'lose request' | 'lose answer',
  ) =>
    proxy.decide((call) => {
      if (!isMoment(call)) return 'pass';
      child.kill();
      return fate;
    });
  const moveClock = (seconds: number) =>
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + seconds * 1000 });

  async function expectPaidOnce(text: string) {
    const again = await sayAgain();
    expect(again).toMatchObject({ text, metadata: { isReplay: true, tokens: 1 } });
    const charged = (await account.charges()).filter(({ status }) => status === 'charged');
    expect(charged).toHaveLength(1);
    expect(await account.balance()).toMatchObject({ available: 99, held: 0, usedThisPeriod: 1 });
    expect(await account.problems()).toEqual([]);
  }

  it('right after its hold is answered when sent again after a grace, for one token', async () => {
    killAt(isHold, 'lose answer');
    await sayToChild();
    expect(await account.balance()).toMatchObject({ available: 99, held: 1 });
    expect(await sayAgain()).toMatchObject({ problem: { code: 'turn_in_progress' } });

    moveClock(limits.turnStartGraceSeconds + 1);
    expect(await sayAgain()).toMatchObject({
      text: 'Good day.',
      metadata: { tokens: 1, balanceAfter: 99, outcome: 'completed' },
    });
    expect(await account.charges()).toMatchObject([
      { tokens: 0, status: 'released' },
      { tokens: -1, status: 'charged' },
    ]);
    await expectPaidOnce('Good day.');
  });

  it.each([
    ['before its reply is captured', isCapture, 'lose request'],
    ['while its reply is being stored', isReplyStored, 'lose answer'],
    ['while its reply is being captured', isCapture, 'lose answer'],
  ] as const)('%s replays that reply at once, for one token', async (_, isMoment, fate) => {
    killAt(isMoment, fate);
    await sayToChild();
    await expectPaidOnce('Good day.');
    expect(model.requests).toHaveLength(1);
  });

  it('in the middle of its stream is answered anew once its lease is over', async () => {
    model.script(hangsAfter('Good'));
    const client = createApiClient(child.url, account.apiKey);
    const live = await client.openTurn(body());
    await live.seen('text-delta');
    child.kill();
    await expect(live.end).rejects.toThrow();
    expect(await sayAgain()).toMatchObject({ problem: { code: 'turn_in_progress' } });

    model.script(says('Good evening.'));
    moveClock(limits.turnHoldSeconds + 1);
    expect(await sayAgain()).toMatchObject({ text: 'Good evening.', metadata: { tokens: 1 } });
    await expectPaidOnce('Good evening.');
  });

  it('after a free tool has acted makes its contact once, though it is answered anew', async () => {
    const { contacts } = createCrmStore(api.table);
    // Each time under another id, as models do.
    const create = () =>
      calls('contacts_create-contact', { firstName: 'Lina', phone: '8135551234' });
    model.script(create(), hangsAfter('It is'));
    const live = await createApiClient(child.url, account.apiKey).openTurn(body());
    await live.seen('text-delta');
    child.kill();
    await expect(live.end).rejects.toThrow();

    moveClock(limits.turnHoldSeconds + 1);
    model.script(create(), says('Lina is in.'));
    expect(await sayAgain()).toMatchObject({ text: 'Lina is in.', metadata: { tokens: 1 } });
    const found = await contacts.search(account.clientId, { query: 'Lina', limit: 10 });
    expect(found.rows).toHaveLength(1);
    await expectPaidOnce('Lina is in.');
  });

  it('while it goes on after an approval keeps what it did, and does it once', async () => {
    const { contacts } = createCrmStore(api.table);
    const { contact } = await contacts.create(account.clientId, {
      firstName: 'Lina',
      phone: '813-555-1234',
    });
    model.script(calls('contacts_delete-contact', { contactId: contact.id }), hangsAfter('It is'));
    const asked = await sayAgain();
    const approvals = asked.approvals.map(({ approvalId }) => ({ approvalId, approved: true }));
    const client = createApiClient(child.url, account.apiKey);
    const live = await client.openTurn({ sessionId, message: { id }, approvals });
    await live.seen('text-delta');
    child.kill();
    await expect(live.end).rejects.toThrow();
    expect(await sayAgain()).toMatchObject({ problem: { code: 'turn_in_progress' } });

    moveClock(limits.turnHoldSeconds + 1);
    const again = await sayAgain();
    expect(again.metadata).toMatchObject({ isReplay: true, outcome: 'failed', tokens: 1 });
    expect(again.approvals).toEqual([]);
    expect(again.chunks.map(({ type }) => type)).toContain('tool-output-error');
    expect(await contacts.get(account.clientId, contact.id)).toBeUndefined();
    expect(model.requests).toHaveLength(2);
    await expectPaidOnce('');
  });
});
