import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { apiKeysSchema, createdApiKeySchema } from '../../../shared/api/api-keys.ts';
import { limits } from '../../../shared/limits.ts';
import { scopes, type Scope } from '../../../shared/scopes.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createApiClient } from '../../support/api-client.ts';
import { startTestIssuer, type TestIssuer } from '../../support/api-issuer.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

const address = '/api/api-keys';
const notFound = { status: 404, body: { code: 'api_key_not_found' } };

describe('API keys', () => {
  let issuer: TestIssuer;
  let api: TestApi;
  beforeAll(async () => {
    issuer = await startTestIssuer();
    api = await startApi({ issuer: issuer.issuer });
  });
  afterAll(async () => {
    await issuer[Symbol.asyncDispose]();
    await api[Symbol.asyncDispose]();
  });

  const send = (account: Pick<TestAccount, 'call'>, body: object) =>
    account.call('POST', address, body);
  async function make(account: TestAccount, scopes: readonly Scope[] = ['tokens:read']) {
    const { status, body } = await send(account, { name: 'Billing', scopes });
    expect(status).toBe(201);
    return createdApiKeySchema.parse(body);
  }
  /** Makes more keys at once than there is room for. @returns how many it got */
  async function makeMany(account: TestAccount): Promise<number> {
    const key = { name: 'One of many', scopes: ['chat'] };
    const asked = Array.from({ length: limits.apiKeysPerAccountCount + 4 }, () =>
      send(account, key),
    );
    return (await Promise.all(asked)).filter(({ status }) => status === 201).length;
  }
  const list = async (account: Pick<TestAccount, 'call'>) =>
    apiKeysSchema.parse((await account.call('GET', address)).body).apiKeys;
  const revoke = (account: Pick<TestAccount, 'call'>, keyId: string) =>
    account.call('DELETE', `${address}/${keyId}`);
  const balanceWith = (secret: string) =>
    createApiClient(api.url, secret).call('GET', '/api/tokens/balance');

  it('work for the account and the scopes they were made with', async () => {
    const account = await api.openAccount({ balance: 42 });
    const { secret } = await make(account);
    expect(await balanceWith(secret)).toMatchObject({
      status: 200,
      body: { accountId: account.accountId, available: 42 },
    });
    const client = createApiClient(api.url, secret);
    const refused = { status: 403, body: { code: 'forbidden' } };
    expect(await client.call('GET', address)).toMatchObject(refused);
    expect(await client.call('POST', '/api/mcp/connect', {})).toMatchObject(refused);
  });

  it('are listed with what tells them apart, and without their secret', async () => {
    const account = await api.openAccount();
    const { secret, ...made } = await make(account, ['chat', 'tokens:read']);
    const { body } = await account.call('GET', address);
    expect(JSON.stringify(body)).not.toContain(secret);
    expect(await list(account)).toEqual([made, expect.objectContaining({ name: 'Test' })]);
    expect(made).toMatchObject({
      name: 'Billing',
      scopes: ['chat', 'tokens:read'],
      lastFour: secret.slice(-4),
      revokedAt: null,
    });
  });

  it('stand neither in the table nor in the log', async () => {
    const account = await api.openAccount();
    const { secret, keyId } = await make(account);
    await revoke(account, keyId);
    expect(JSON.stringify(await readTableRows(api.table))).not.toContain(secret);
    expect(JSON.stringify(api.lines)).not.toContain(secret);
    const told = api.lines.filter((line) => line['keyId'] === keyId);
    expect(told).toMatchObject([
      { message: 'api key created', accountId: account.accountId, scopes: ['tokens:read'] },
      { message: 'api key revoked', accountId: account.accountId },
    ]);
  });

  it('end at once when they are revoked, and stay in the list', async () => {
    const account = await api.openAccount();
    const { secret, keyId } = await make(account);
    expect((await balanceWith(secret)).status).toBe(200);
    expect(await revoke(account, keyId)).toMatchObject({ status: 204, body: undefined });
    expect(await balanceWith(secret)).toMatchObject({
      status: 401,
      body: { code: 'unauthenticated' },
    });
    const [working, revoked] = await list(account);
    expect(working).toMatchObject({ name: 'Test', revokedAt: null });
    expect(revoked).toMatchObject({ keyId, revokedAt: expect.any(String) });
  });

  it('are revoked once, however often and by how many at once', async () => {
    const account = await api.openAccount();
    const { keyId } = await make(account);
    const answers = await Promise.all(Array.from({ length: 5 }, () => revoke(account, keyId)));
    expect(answers.map(({ status }) => status)).toEqual([204, 204, 204, 204, 204]);
    const before = await readTableRows(api.table);
    expect(await revoke(account, keyId)).toMatchObject({ status: 204 });
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it('may revoke themselves', async () => {
    const account = await api.openAccount();
    const { keyId, secret } = await make(account, ['keys']);
    const itself = createApiClient(api.url, secret);
    expect((await revoke(itself, keyId)).status).toBe(204);
    expect((await itself.call('GET', address)).status).toBe(401);
  });

  it('are out of reach for other accounts', async () => {
    const account = await api.openAccount();
    const other = await api.openAccount();
    const { keyId, secret } = await make(account);
    const before = await readTableRows(api.table);
    expect(await revoke(other, keyId)).toMatchObject(notFound);
    expect(await revoke(other, 'key_unknown')).toMatchObject(notFound);
    expect((await list(other)).map((key) => key.keyId)).not.toContain(keyId);
    expect(await readTableRows(api.table)).toEqual(before);
    expect((await balanceWith(secret)).status).toBe(200);
  });

  it('never do more than whoever makes them', async () => {
    const maker = await api.openAccount({ scopes: ['keys', 'tokens:read'] });
    const before = await readTableRows(api.table);
    for (const asked of [['chat'], ['tokens:read', 'tokens:write'], ['admin'], [...scopes]]) {
      const answer = await send(maker, { name: 'Too much', scopes: asked });
      expect(answer).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    }
    expect(await readTableRows(api.table)).toEqual(before);
    expect((await make(maker, ['keys', 'tokens:read'])).scopes).toEqual(['keys', 'tokens:read']);
  });

  it('administer when an administrator makes them, and for nobody else', async () => {
    const signIn = async (groups: string[]) =>
      createApiClient(api.url, await issuer.sign({ sub: `person ${groups.length}`, groups }));
    const key = { name: 'Ops', scopes: ['admin'] };
    expect((await send(await signIn([]), key)).status).toBe(403);
    const { status, body } = await send(await signIn(['admins']), key);
    expect(status).toBe(201);
    const { secret } = createdApiKeySchema.parse(body);
    expect((await createApiClient(api.url, secret).call('GET', '/api/me')).status).toBe(403);
  });

  it.each([
    ['no name', { scopes: ['chat'] }],
    ['a name of spaces', { name: '  ', scopes: ['chat'] }],
    ['a long name', { name: 'x'.repeat(81), scopes: ['chat'] }],
    ['a name with a line break', { name: 'a\nb', scopes: ['chat'] }],
    ['no scopes', { name: 'a' }],
    ['an empty list of scopes', { name: 'a', scopes: [] }],
    ['an unknown scope', { name: 'a', scopes: ['root'] }],
    ['a scope twice', { name: 'a', scopes: ['chat', 'chat'] }],
    ['a secret of its own', { name: 'a', scopes: ['chat'], secret: 'mck_mine' }],
    ['another account', { name: 'a', scopes: ['chat'], accountId: '7' }],
  ])('with %s are malformed', async (_, body) => {
    const account = await api.openAccount();
    const answer = await send(account, body);
    expect(answer).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
    expect(await list(account)).toHaveLength(1);
  });

  it('are so many and no more, even when they are made at once', async () => {
    const account = await api.openAccount();
    expect(await makeMany(account)).toBe(limits.apiKeysPerAccountCount - 1);
    const keys = await list(account);
    expect(keys).toHaveLength(limits.apiKeysPerAccountCount);
    await revoke(account, keys[0]!.keyId);
    await make(account);
    const over = await send(account, { name: 'Over', scopes: ['chat'] });
    expect(over).toMatchObject({ status: 422, body: { code: 'api_key_limit_reached' } });
  });
});
