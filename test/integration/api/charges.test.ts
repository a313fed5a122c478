import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { limits } from '../../../shared/limits.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createTestLedger, keyed, makeCharge, readEntries } from '../../support/api-charges.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

describe('charging at once', () => {
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    api = await startApi();
  });
  afterAll(() => api[Symbol.asyncDispose]());
  beforeEach(async () => {
    account = await api.openAccount();
  });

  const charge = (body: unknown, headers: Record<string, string> = keyed()) =>
    account.call('POST', '/api/tokens/charges', body, headers);
  const estimate = (body: unknown) => account.call('POST', '/api/tokens/estimates', body);

  it('takes the price of the service, and answers with the entry that did', async () => {
    const { status, headers, body } = await charge({ service: 'social_post', quantity: 3 });
    expect(status).toBe(201);
    expect(headers.has('idempotency-replayed')).toBe(false);
    expect(body).toEqual({
      chargeId: expect.stringMatching(/^[\w-]{43}$/),
      service: 'social_post',
      quantity: 3,
      tokens: 30,
      balanceAfter: 70,
      sequence: 2,
      status: 'charged',
      createdAt: expect.stringMatching(/^\d{4}-.*Z$/),
    });
    expect(await account.balance()).toMatchObject({ available: 70, usedThisPeriod: 30, held: 0 });
    expect(await account.problems()).toEqual([]);
  });

  it('takes one unit where no quantity is named', async () => {
    expect(await makeCharge(account)).toMatchObject({ quantity: 1, tokens: 1, balanceAfter: 99 });
  });

  it('rounds a part of a lot up', async () => {
    const leads = { service: 'business_collector', quantity: 151 };
    expect(await makeCharge(account, leads)).toMatchObject({ tokens: 31, balanceAfter: 69 });
  });

  it('records what is free, too', async () => {
    const contact = { service: 'contact_create' };
    expect(await makeCharge(account, contact)).toMatchObject({ tokens: 0, balanceAfter: 100 });
    expect(await readEntries(api.table, account.accountId)).toMatchObject([
      { kind: 'grant' },
      { kind: 'charge', tokens: 0, service: 'contact_create' },
    ]);
  });

  it('writes down client, reference, and who asked by which road', async () => {
    const { clientId } = account;
    await makeCharge(account, { clientId, reference: { order: 'Nº 7 (España)', line: 2 } });
    const [, entry] = await readEntries(api.table, account.accountId);
    expect(entry).toMatchObject({
      clientId,
      actor: expect.stringMatching(/^key:/),
      reference: { order: 'Nº 7 (España)', line: 2, via: 'api' },
    });
  });

  it('refuses a charge above the balance, and says what is missing', async () => {
    const { status, body } = await charge({ service: 'social_post', quantity: 11 });
    expect(status).toBe(402);
    expect(body).toMatchObject({
      code: 'insufficient_tokens',
      service: 'social_post',
      required: 110,
      available: 100,
      topUpUrl: expect.any(String),
      nextGrantAt: expect.any(String),
    });
    expect(await account.balance()).toMatchObject({ available: 100 });
  });

  it('carries out with the same key what was refused before there were tokens', async () => {
    const headers = keyed();
    const request = { service: 'social_post', quantity: 11 };
    expect((await charge(request, headers)).status).toBe(402);
    await createTestLedger(api.table).execute({
      kind: 'grant',
      accountId: account.accountId,
      actor: 'test',
      idempotencyKey: 'top up',
      tokens: 50,
      bucket: 'purchase',
    });
    const paid = await charge(request, headers);
    expect(paid).toMatchObject({ status: 201, body: { tokens: 110, balanceAfter: 40 } });
    expect(paid.headers.has('idempotency-replayed')).toBe(false);
  });

  it('charges nothing to a frozen account', async () => {
    await createTestLedger(api.table).execute({
      kind: 'freeze',
      accountId: account.accountId,
      actor: 'test',
      reason: 'does not add up',
    });
    const { status, body } = await charge({ service: 'social_post' });
    expect({ status, body }).toMatchObject({ status: 403, body: { code: 'account_frozen' } });
  });

  it('needs the scope tokens:write, and an estimate only tokens:read', async () => {
    const reader = await api.openAccount({ scopes: ['tokens:read', 'chat'] });
    const before = await readTableRows(api.table);
    const request = { service: 'social_post' };
    for (const path of ['charges', 'charges/batch', 'holds']) {
      const answer = await reader.call('POST', `/api/tokens/${path}`, request, keyed());
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect((await reader.call('POST', '/api/tokens/estimates', request)).status).toBe(200);
    expect(await readTableRows(api.table)).toEqual(before);
  });

  const service = 'social_post';
  const tooMany = Object.fromEntries(Array.from({ length: 11 }, (_, i) => [`member${i}`, i]));
  it.each<[string, unknown, number]>([
    ['no service', {}, 400],
    ['a service that is none', { service: 'teleport' }, 422],
    ['a service by the name of a prototype', { service: 'constructor' }, 422],
    ['quantity 0', { service, quantity: 0 }, 400],
    ['a negative quantity', { service, quantity: -1 }, 400],
    ['half a unit', { service, quantity: 0.5 }, 400],
    ['a quantity as text', { service, quantity: '1' }, 400],
    ['more than any command moves', { service, quantity: limits.tokensPerCommand + 1 }, 400],
    ['a price of its own', { service, tokens: 1 }, 400],
    ['the account of somebody else', { service, accountId: '7' }, 400],
    ['too many reference members', { service, reference: tooMany }, 400],
    ['a reference that is too long', { service, reference: { a: 'x'.repeat(101) } }, 400],
    ['a line break in a reference', { service, reference: { a: 'x\ny' } }, 400],
    ['a fraction in a reference', { service, reference: { a: 1.5 } }, 400],
    ['an object in a reference', { service, reference: { a: {} } }, 400],
    ['a reference name with a dot', { service, reference: { 'a.b': 1 } }, 400],
    ['a reference that claims another road', { service, reference: { via: 'turn' } }, 400],
    ['a client that is none', { service, clientId: 'nobody' }, 404],
  ])('%s is refused, and nothing is written', async (_, body, status) => {
    const before = await readTableRows(api.table);
    expect((await charge(body)).status).toBe(status);
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it('estimates what it would take, and changes nothing', async () => {
    const before = await readTableRows(api.table);
    const { status, body } = await estimate({ service: 'business_collector', quantity: 151 });
    expect(status).toBe(200);
    expect(body).toEqual({
      service: 'business_collector',
      quantity: 151,
      tokens: 31,
      available: 100,
      isAffordable: true,
      balanceAfter: 69,
    });
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it('estimates by the same rule as it charges, to the last token', async () => {
    const isAffordable = async (quantity: number) =>
      (await estimate({ service, quantity })).body as { isAffordable: boolean };
    expect(await isAffordable(10)).toMatchObject({ isAffordable: true, balanceAfter: 0 });
    expect(await isAffordable(11)).toMatchObject({ isAffordable: false, balanceAfter: null });
    expect((await charge({ service, quantity: 11 })).status).toBe(402);
    expect((await charge({ service, quantity: 10 })).status).toBe(201);
  });

  it('has no estimate for a service that is none', async () => {
    const { status, body } = await estimate({ service: 'teleport' });
    expect({ status, body }).toMatchObject({ status: 422, body: { code: 'service_unknown' } });
  });
});
