import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { holdSchema } from '../../../shared/api/charges.ts';
import { limits } from '../../../shared/limits.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import {
  createTestLedger,
  keyed,
  makeCharge,
  readEntries,
  takeHold,
} from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

type Action = 'capture' | 'release' | 'extend';
const epochSeconds = (time: string) => Math.ceil(Date.parse(time) / 1000);

describe('holding tokens', () => {
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
  });

  const settle = (holdId: string, action: Action, body?: unknown) =>
    account.call('POST', `/api/tokens/holds/${holdId}/${action}`, body, keyed());
  const getHold = async (holdId: string) =>
    holdSchema.parse((await account.call('GET', `/api/tokens/holds/${holdId}`)).body);

  it('sets them aside until a deadline', async () => {
    const { clientId } = account;
    const hold = await takeHold(account, { clientId, reference: { job: 'j-1' } });
    expect(hold).toMatchObject({ status: 'open', tokens: 20, balanceAfter: 80, sequence: 2 });
    expect(epochSeconds(hold.expiresAt)).toBe(
      epochSeconds(hold.createdAt) + limits.holdDefaultSeconds,
    );
    expect(await account.balance()).toMatchObject({ available: 80, held: 20 });
    expect(await getHold(hold.holdId)).toEqual({
      holdId: hold.holdId,
      service: 'business_collector',
      quantity: 100,
      tokens: 20,
      status: 'open',
      capturedTokens: null,
      clientId,
      reference: { job: 'j-1', via: 'api' },
      createdAt: hold.createdAt,
      expiresAt: hold.expiresAt,
      settledAt: null,
    });
  });

  it('keeps all of them without a body, and moves no token by that', async () => {
    const { holdId } = await takeHold(account);
    expect(await settle(holdId, 'capture')).toMatchObject({
      status: 200,
      body: { holdId, status: 'captured', capturedTokens: 20, releasedTokens: 0 },
    });
    expect(await account.balance()).toMatchObject({ available: 80, held: 0, usedThisPeriod: 20 });
    expect(await readEntries(api.table, account.accountId)).toHaveLength(2);
    expect(await getHold(holdId)).toMatchObject({
      status: 'captured',
      capturedTokens: 20,
      settledAt: expect.any(String),
    });
  });

  it.each([
    [51, 11],
    [1, 1],
    [0, 0],
  ])('keeps the price of %i leads where so many were delivered', async (quantity, kept) => {
    const { holdId } = await takeHold(account);
    const { status, body } = await settle(holdId, 'capture', { quantity });
    expect(status).toBe(200);
    expect(body).toMatchObject({
      status: 'captured',
      capturedTokens: kept,
      releasedTokens: 20 - kept,
      balanceAfter: 100 - kept,
    });
    expect(await account.balance()).toMatchObject({ available: 100 - kept, held: 0 });
    expect(await account.problems()).toEqual([]);
  });

  it('never keeps more than was held', async () => {
    const { holdId } = await takeHold(account);
    const { status, body } = await settle(holdId, 'capture', { quantity: 101 });
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'capture_above_hold' } });
    expect(await getHold(holdId)).toMatchObject({ status: 'open' });
  });

  it('gives them back, and writes down why', async () => {
    const { holdId } = await takeHold(account);
    const { status, body } = await settle(holdId, 'release', { reason: 'no leads found' });
    expect(status).toBe(200);
    expect(body).toEqual({
      holdId,
      status: 'released',
      capturedTokens: 0,
      releasedTokens: 20,
      balanceAfter: 100,
    });
    expect((await readEntries(api.table, account.accountId)).at(-1)).toMatchObject({
      kind: 'release',
      tokens: 20,
      reference: { reason: 'no leads found' },
      actor: expect.stringMatching(/^key:/),
    });
    expect(await account.balance()).toMatchObject({ available: 100, usedThisPeriod: 0 });
  });

  it('extends the deadline, but never to an earlier one', async () => {
    const { holdId, expiresAt } = await takeHold(account);
    const later = await settle(holdId, 'extend', { holdSeconds: 7_200 });
    expect(later).toMatchObject({ status: 200, body: { holdId, status: 'open' } });
    const extended = await getHold(holdId);
    expect(later.body).toMatchObject({ expiresAt: extended.expiresAt });
    expect(epochSeconds(extended.expiresAt)).toBeGreaterThan(epochSeconds(expiresAt) + 6_000);

    await settle(holdId, 'extend', { holdSeconds: 60 });
    expect(await getHold(holdId)).toEqual(extended);
  });

  it('extends to a day after the hold was taken, and no further', async () => {
    const { holdId, createdAt } = await takeHold(account);
    const { body } = await settle(holdId, 'extend', { holdSeconds: limits.holdMaxSeconds });
    const { expiresAt } = body as { expiresAt: string };
    expect(epochSeconds(expiresAt)).toBe(epochSeconds(createdAt) + limits.holdMaxSeconds);
  });

  it.each<[Action, Action, string]>([
    ['capture', 'capture', 'hold_captured'],
    ['capture', 'release', 'hold_captured'],
    ['capture', 'extend', 'hold_captured'],
    ['release', 'release', 'hold_released'],
    ['release', 'capture', 'hold_released'],
    ['release', 'extend', 'hold_released'],
  ])('after a %s, %s under another key is refused (%s)', async (first, second, code) => {
    const { holdId } = await takeHold(account);
    await settle(holdId, first);
    const before = await readTableRows(api.table);
    const body = second === 'extend' ? { holdSeconds: 600 } : undefined;
    const answer = await settle(holdId, second, body);
    expect(answer).toMatchObject({ status: 409, body: { code } });
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it.each(['turn:5b8f0d3a', 'tool:5b8f0d3a'])(
    'the hold %s of the product itself is out of reach: releasing it would make work free',
    async (idempotencyKey) => {
      const { chargeId } = await createTestLedger(api.table).execute({
        kind: 'hold',
        accountId: account.accountId,
        actor: 'test',
        idempotencyKey,
        service: 'ai_chat_message',
        quantity: 1,
        holdSeconds: 300,
        reference: { message: '5b8f0d3a' },
      });
      const before = await readTableRows(api.table);
      const answers = [
        await account.call('GET', `/api/tokens/holds/${chargeId}`),
        await settle(chargeId, 'capture'),
        await settle(chargeId, 'release'),
        await settle(chargeId, 'extend', { holdSeconds: 600 }),
      ];
      for (const { status, body } of answers) {
        expect({ status, body }).toMatchObject({ status: 404, body: { code: 'hold_not_found' } });
      }
      expect(await readTableRows(api.table)).toEqual(before);
    },
  );

  it('a charge at once is no hold', async () => {
    const { chargeId } = await makeCharge(account);
    expect(await settle(chargeId, 'release')).toMatchObject({
      status: 404,
      body: { code: 'hold_not_found' },
    });
  });

  it.each<[string, string, unknown]>([
    ['a deadline within a minute', '', { service: 'social_post', holdSeconds: 59 }],
    ['a deadline after more than a day', '', { service: 'social_post', holdSeconds: 86_401 }],
    ['no service', '', {}],
    ['an extension without a time', '/extend', {}],
    ['an extension without a body', '/extend', undefined],
    ['a negative capture', '/capture', { quantity: -1 }],
    ['a capture of tokens', '/capture', { tokens: 5 }],
    ['an empty reason', '/release', { reason: '' }],
    ['a reason with a line break', '/release', { reason: 'a\nb' }],
  ])('%s is malformed, and nothing is written', async (_, action, body) => {
    const { holdId } = await takeHold(account);
    const before = await readTableRows(api.table);
    const path = `/api/tokens/holds${action === '' ? '' : `/${holdId}${action}`}`;
    const answer = await account.call('POST', path, body, keyed());
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it.each(['x', 'x'.repeat(42), 'x'.repeat(44), '%2e%2e%2fx', `${'x'.repeat(42)}%23`])(
    'the id %s is malformed',
    async (holdId) => {
      const answers = [
        await account.call('GET', `/api/tokens/holds/${holdId}`),
        await settle(holdId, 'capture'),
      ];
      expect(answers.map(({ status }) => status)).toEqual([400, 400]);
    },
  );

  it('captures and releases at once exclude each other, whatever extends meanwhile', async () => {
    for (let round = 0; round < 4; round++) {
      const { balanceAfter, holdId } = await takeHold(account);
      const [capture, release] = await Promise.all([
        settle(holdId, 'capture'),
        settle(holdId, 'release'),
        settle(holdId, 'extend', { holdSeconds: 3_600 }),
      ]);
      expect(new Set([capture.status, release.status])).toEqual(new Set([200, 409]));
      const isCaptured = capture.status === 200;
      expect((await getHold(holdId)).status).toBe(isCaptured ? 'captured' : 'released');
      const { available } = await account.balance();
      expect(available).toBe(isCaptured ? balanceAfter : balanceAfter + 20);
    }
    expect(await account.problems()).toEqual([]);
  });
});
