import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { keys } from '../../../functions/store/keys.ts';
import { meSchema } from '../../../shared/api/copilot.ts';
import { type Route, routes } from '../../../shared/routes.ts';
import { type Scope, scopes } from '../../../shared/scopes.ts';
import { createApiClient } from '../../support/api-client.ts';
import { startTestIssuer, testAudience, type TestIssuer } from '../../support/api-issuer.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

describe('who is calling', () => {
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

  const callAs = (authorization: string | undefined) =>
    createApiClient(api.url).call('GET', '/api/me', undefined, {
      ...(authorization !== undefined && { authorization }),
    });
  const readMe = async (token: string) =>
    meSchema.parse((await createApiClient(api.url, token).call('GET', '/api/me')).body);

  const refused: [string, () => Promise<string | undefined>][] = [
    ['no header', async () => undefined],
    ['an empty header', async () => ''],
    ['another scheme', async () => 'Basic YWRhOmFkYQ=='],
    ['a bearer without a token', async () => 'Bearer '],
    ['a token with a space in it', async () => 'Bearer abc def'],
    ['an unknown API key', async () => 'Bearer mck_unknown'],
    ['a token that is none', async () => 'Bearer not.a.token'],
    ['an expired token', async () => `Bearer ${await issuer.sign({}, { expiresAt: '-10s' })}`],
    ['another issuer', async () => `Bearer ${await issuer.sign({}, { issuer: 'http://evil' })}`],
    ['another audience', async () => `Bearer ${await issuer.sign({}, { audience: 'evil' })}`],
    ['a forged signature', async () => `Bearer ${await issuer.sign({}, { isForged: true })}`],
    ['a token that nobody signed', async () => `Bearer ${signNothing()}`],
  ];
  const signNothing = () =>
    new UnsecuredJWT({ sub: 'ada' })
      .setIssuer(issuer.issuer)
      .setAudience(testAudience)
      .setExpirationTime('5m')
      .encode();

  it.each(refused)('%s is refused, and opens no account', async (_, makeHeader) => {
    const before = await readTableRows(api.table);
    const { status, headers, body } = await callAs(await makeHeader());
    expect({ status, body }).toMatchObject({ status: 401, body: { code: 'unauthenticated' } });
    const metadata = `${api.url}${routes.getMcpResourceMetadata.path}`;
    expect(headers.get('www-authenticate')).toBe(`Bearer resource_metadata="${metadata}"`);
    expect(await readTableRows(api.table)).toEqual(before);
  });

  it('a revoked API key is refused', async () => {
    const account = await api.openAccount();
    expect((await callAs(`Bearer ${account.apiKey}`)).status).toBe(200);
    await revokeKeysOf(account.accountId);
    expect((await callAs(`Bearer ${account.apiKey}`)).status).toBe(401);
  });

  it('an API key stands in the table as a hash alone', async () => {
    const { apiKey } = await api.openAccount();
    expect(JSON.stringify(await readTableRows(api.table))).not.toContain(apiKey);
  });

  it('a first sign-in opens an account with 100 tokens and one client', async () => {
    const me = await readMe(await issuer.sign({ sub: randomUUID() }));
    expect(me).toMatchObject({ isAdmin: false, email: null, balance: { available: 100 } });
    expect(me.clients).toHaveLength(1);
  });

  it('a second sign-in finds the same account', async () => {
    const sub = randomUUID();
    const first = await readMe(await issuer.sign({ sub }));
    const second = await readMe(await issuer.sign({ sub }));
    expect(second).toEqual(first);
  });

  it('first sign-ins at once make one account with one grant', async () => {
    const email = `${randomUUID()}@example.com`;
    const token = await issuer.sign({ sub: randomUUID(), email, email_verified: true });
    const found = await Promise.all(Array.from({ length: 5 }, () => readMe(token)));
    expect(new Set(found.map(({ accountId }) => accountId)).size).toBe(1);
    expect(found[0]).toMatchObject({ email, balance: { available: 100 } });
    const client = createApiClient(api.url, token);
    expect(await client.balance()).toMatchObject({ available: 100 });
  });

  it('people with one verified e-mail who sign in at once share one account', async () => {
    const email = `${randomUUID()}@example.com`;
    const tokens = await Promise.all(
      Array.from({ length: 4 }, () =>
        issuer.sign({ sub: randomUUID(), email, email_verified: true }),
      ),
    );
    const found = await Promise.all(tokens.map(readMe));
    expect(new Set(found.map(({ accountId }) => accountId)).size).toBe(1);
    // Nobody is left without a link of their own.
    const again = await Promise.all(tokens.map(readMe));
    expect(again.map(({ accountId }) => accountId)).toEqual(found.map((me) => me.accountId));
  });

  it('a verified e-mail finds the account that has it, whatever its case and spaces', async () => {
    const name = randomUUID();
    const account = await api.openAccount({ balance: 42, email: `${name}@example.com` });
    const email = `  ${name.toUpperCase()}@Example.com `;
    const me = await readMe(await issuer.sign({ sub: randomUUID(), email, email_verified: true }));
    expect(me).toMatchObject({ accountId: account.accountId, balance: { available: 42 } });
  });

  it('an e-mail that is not verified finds nothing', async () => {
    const email = `${randomUUID()}@example.com`;
    const account = await api.openAccount({ email });
    for (const email_verified of [false, undefined, 'no']) {
      const me = await readMe(await issuer.sign({ sub: randomUUID(), email, email_verified }));
      expect(me.accountId).not.toBe(account.accountId);
      expect(me.email).toBeNull();
    }
  });

  it('members of the admin group administer, and nobody else does', async () => {
    const isAdmin = async (claims: object) =>
      (await readMe(await issuer.sign({ sub: randomUUID(), ...claims }))).isAdmin;
    expect(await isAdmin({ groups: ['admins'] })).toBe(true);
    expect(await isAdmin({ 'cognito:groups': ['admins'] })).toBe(true);
    expect(await isAdmin({ groups: ['admins2'], isAdmin: true, scope: 'admin' })).toBe(false);
  });

  it.each(Object.values(routes).filter((route) => route.scope !== null))(
    '$method $path is closed to a key without the scope for it',
    async ({ method, path, scope }) => {
      const others = scopes.filter((other): other is Scope => other !== scope);
      const account = await api.openAccount({ scopes: others });
      const address = path.replaceAll(/\{\w+\}/g, randomUUID());
      const { status, body } = await account.call(
        method,
        address,
        method === 'POST' ? {} : undefined,
      );
      expect({ status, body }).toMatchObject({ status: 403, body: { code: 'forbidden' } });
    },
  );

  const open = Object.values<Route>(routes).filter((route) => route.scope === null);
  // Who signs a request is looked at by its route: test/integration/security/.
  it.each(open.filter(({ isSigned }) => !isSigned))(
    '$method $path answers everybody alike',
    async ({ method, path, successStatus }) => {
      const { status } = await createApiClient(api.url).call(method, path);
      expect(status).toBe(successStatus);
    },
  );

  async function revokeKeysOf(accountId: string) {
    const { documents, tableName: TableName } = api.table;
    const rows = await readTableRows(api.table);
    for (const { pk, sk } of rows.filter((row) => row['accountId'] === accountId)) {
      if (sk !== keys.apiKey('').sk) continue;
      await documents.send(
        new UpdateCommand({
          TableName,
          Key: { pk, sk },
          UpdateExpression: 'SET revokedAt = :now',
          ExpressionAttributeValues: { ':now': new Date().toISOString() },
        }),
      );
    }
  }
});

describe('an issuer that does not answer', () => {
  it('is no reason to call people unknown', async () => {
    const { createAccessTokenReader } = await import('../../../functions/http/access-tokens.ts');
    const readToken = createAccessTokenReader({
      OIDC_ISSUER: 'http://127.0.0.1:9',
      OIDC_AUDIENCE: testAudience,
    });
    await expect(readToken('a.b.c')).rejects.toMatchObject({ code: 'sign_in_unavailable' });
  });
});
