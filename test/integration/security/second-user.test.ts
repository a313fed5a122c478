import { randomUUID } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { problemSchema } from '../../../shared/api/primitives.ts';
import { type RouteName, routes } from '../../../shared/routes.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed, makeCharge } from '../../support/api-charges.ts';
import { createApiClient } from '../../support/api-client.ts';
import { startTestIssuer, testAudience, type TestIssuer } from '../../support/api-issuer.ts';
import { openOwner, type Owner } from '../../support/api-owner.ts';
import { buildRequest, namesIds, type RequestIds } from '../../support/api-requests.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';

const names = Object.keys(routes) as RouteName[];
const ownerEmail = 'owner@example.com';

describe('a second user', () => {
  let issuer: TestIssuer;
  let api: TestApi;
  let owner: Owner;
  let stranger: TestAccount;
  beforeAll(async () => {
    issuer = await startTestIssuer();
    api = await startApi({ issuer: issuer.issuer });
    owner = await openOwner(api, ownerEmail);
    stranger = await api.openAccount();
    await makeCharge(stranger);
    // From here on the owner can also sign in as a person.
    await createApiClient(api.url, await signOwner()).call('GET', '/api/me');
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await issuer[Symbol.asyncDispose]();
  });

  const signOwner = (options?: Parameters<TestIssuer['sign']>[1], claims = {}) =>
    issuer.sign({ sub: 'owner', email: ownerEmail, email_verified: true, ...claims }, options);

  /** A request as it goes over the wire, and all that comes back. */
  async function send(name: RouteName, ids: RequestIds, token: string | undefined) {
    const { path, body, headers } = buildRequest(name, ids);
    const client = createApiClient(api.url, token);
    const response = await client.send(routes[name].method, path, body, {
      ...keyed(),
      ...headers,
    });
    const text = await response.text();
    return { status: response.status, headers: response.headers, text };
  }

  const codeOf = ({ text }: { text: string }) => problemSchema.parse(JSON.parse(text)).code;

  function expectNothingOf(
    { account, secrets }: Owner,
    answer: { headers: Headers; text: string },
  ) {
    const all = answer.text + JSON.stringify([...answer.headers]);
    for (const secret of [...secrets, account.accountId]) expect(all).not.toContain(secret);
  }

  /** Rows that have anything to do with the owner. */
  const readOwnersRows = async () =>
    (await readTableRows(api.table)).filter((row) =>
      owner.secrets.some((secret) => JSON.stringify(row).includes(secret)),
    );

  describe('with ids of the first', () => {
    it.each(names.filter(namesIds))('finds nothing by %s and changes nothing', async (name) => {
      const before = await readTableRows(api.table);
      const answer = await send(name, owner.ids, stranger.apiKey);
      expect(answer.status).toBe(404);
      expect(codeOf(answer)).toMatch(/_not_found$/);
      expectNothingOf(owner, answer);
      expect(await readTableRows(api.table)).toEqual(before);
    });

    it.each(names.filter((name) => !namesIds(name)))('gets only their own by %s', async (name) => {
      const before = await readOwnersRows();
      const answer = await send(name, owner.ids, stranger.apiKey);
      expect(answer.status).toBe(routes[name].successStatus);
      expectNothingOf(owner, answer);
      expect(await readOwnersRows()).toEqual(before);
    });

    it('cannot go on with a conversation in a session of their own', async () => {
      const { clientId } = stranger;
      const { conversationId } = owner.ids;
      const body = { clientId, conversationId };
      const { status } = await stranger.call('POST', '/api/mcp/connect', body);
      expect(status).toBe(404);
    });

    it('gets no reply that was given to the first one for the same message', async () => {
      const before = await readOwnersRows();
      const chat = await stranger.chat();
      const reply = await chat.say('what did I say?', owner.ids.messageId);
      expect(reply.metadata).toMatchObject({ outcome: 'completed', tokens: 1 });
      const shown = JSON.stringify(reply.chunks);
      const isSecret = (text: string) => text !== owner.ids.messageId;
      for (const secret of owner.secrets.filter(isSecret)) {
        expect(shown).not.toContain(secret);
      }
      const kept = await readOwnersRows();
      for (const row of before) expect(kept).toContainEqual(row);
    });

    it('pays for a charge under an idempotency key that the first one used', async () => {
      const key = keyed();
      const body = { service: 'ai_chat_message', reference: { order: 'first' } };
      const charge = (account: TestAccount) =>
        account.call('POST', '/api/tokens/charges', body, key);
      await charge(owner.account);
      const { available } = await stranger.balance();
      const answer = await charge(stranger);
      expect(answer.status).toBe(201);
      expect(answer.headers.has('idempotency-replayed')).toBe(false);
      expect((await stranger.balance()).available).toBe(available - 1);
    });

    it("cannot read on where the first one's list ended", async () => {
      const page = await owner.account.call('GET', '/api/tokens/transactions?limit=1');
      const { cursor } = page.body as { cursor: string };
      const { status } = await stranger.call('GET', `/api/tokens/transactions?cursor=${cursor}`);
      expect(status).toBe(400);
    });
  });

  const forgeries: [string, (id: string) => string][] = [
    ['another end', (id) => id.slice(0, -1) + (id.endsWith('0') ? '1' : '0')],
    ['its end missing', (id) => id.slice(0, -1)],
    ['other letters', (id) => id.toUpperCase()],
    ['only its kind', (id) => id.slice(0, 4)],
    ['the time', () => String(Date.now())],
    ['the number of a client', () => '1'],
    ['a key of the table', (id) => `${id}#STATE`],
    ['another path', (id) => `../sessions/${id}`],
    ['everything', () => '*'],
    ['a name of JavaScript', () => '__proto__'],
  ];
  const inPath = names.filter((name) => routes[name].path.includes('{'));
  it.each(forgeries)('who guesses an id with %s reaches nothing', async (_, forge) => {
    const entries = Object.entries(owner.ids).map(([name, id]) => [name, forge(id)]);
    // Every id is there, with another value.
    const forged = Object.fromEntries(entries) as RequestIds;
    const before = await readTableRows(api.table);
    for (const name of inPath) {
      const answer = await send(name, forged, stranger.apiKey);
      expect([400, 404], `${name}: ${answer.text}`).toContain(answer.status);
      expectNothingOf(owner, answer);
    }
    expect(await readTableRows(api.table)).toEqual(before);
  });

  const closed = names.filter((name) => routes[name].scope !== null);
  const credentials: [string, () => Promise<string | undefined>][] = [
    ['nothing', async () => undefined],
    ["the first one's expired token", () => signOwner({ expiresAt: '-10s' })],
    ["the first one's token for another audience", () => signOwner({ audience: 'other' })],
    [
      "the first one's token from another issuer",
      () => signOwner({ issuer: 'https://evil.example' }),
    ],
    ["the first one's ID token", () => signOwner({}, { nonce: 'n' })],
    ['a token in the name of the first one that they signed', () => signOwner({ isForged: true })],
    ['a token in the name of the first one that nobody signed', async () => signNothing()],
    ['a revoked key of the first one', () => revokedKey()],
    ['a key that never was', async () => `mck_${'A'.repeat(43)}`],
    ["the id of the first one's key", async () => owner.ids.keyId],
  ];
  it.each(credentials)('with %s is let into no route', async (_, makeToken) => {
    const token = await makeToken();
    const before = await readTableRows(api.table);
    for (const name of closed) {
      const answer = await send(name, owner.ids, token);
      expect([answer.status, codeOf(answer)], name).toEqual([401, 'unauthenticated']);
      expect(answer.headers.get('www-authenticate'), name).toMatch(/^Bearer/);
      expectNothingOf(owner, answer);
    }
    expect(await readTableRows(api.table)).toEqual(before);
  });

  const signNothing = () =>
    new UnsecuredJWT({ sub: 'owner', email: ownerEmail, email_verified: true })
      .setIssuer(issuer.issuer)
      .setAudience(testAudience)
      .setExpirationTime('5m')
      .encode();

  async function revokedKey(): Promise<string> {
    const { account } = owner;
    const body = { name: `Key ${randomUUID()}`, scopes: ['chat', 'tokens:read'] };
    const made = (await account.call('POST', '/api/api-keys', body)).body;
    const { keyId, secret } = made as { keyId: string; secret: string };
    await account.call('DELETE', `/api/api-keys/${keyId}`);
    return secret;
  }

  it('was told apart from the first one, who can sign in, and had routes to try', async () => {
    const client = createApiClient(api.url, await signOwner());
    const { accountId } = owner.account;
    expect((await client.call('GET', '/api/me')).body).toMatchObject({ accountId });
    expect(stranger.accountId).not.toBe(accountId);
    expect(names.filter(namesIds).length).toBeGreaterThanOrEqual(12);
    expect(inPath.length).toBeGreaterThanOrEqual(9);
  });

  it('cannot sign in as the first one by an e-mail that nobody verified', async () => {
    const token = await issuer.sign({ sub: 'eve', email: ownerEmail, email_verified: false });
    const { body } = await createApiClient(api.url, token).call('GET', '/api/me');
    expect(body).toMatchObject({ email: null });
    expect(body).not.toMatchObject({ accountId: owner.account.accountId });
  });

  it('leaves the first one with a sound account', async () => {
    expect(await owner.account.problems()).toEqual([]);
  });
});
