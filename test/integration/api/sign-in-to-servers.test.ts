import { randomUUID } from 'node:crypto';
import { UpdateCommand } from '@aws-sdk/lib-dynamodb';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { keys } from '../../../functions/store/keys.ts';
import { authorizationSchema } from '../../../shared/api/credentials.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { keyed } from '../../support/api-charges.ts';
import { createApiClient } from '../../support/api-client.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import {
  type OauthBehaviour,
  type OauthServer,
  startOauthServer,
} from '../../support/oauth-server.ts';

const origin = 'https://copilot.example.com';
const callbackUrl = `${origin}/api/oauth/callback`;

const answers =
  (status: number, body: string, headers = {}): OauthBehaviour =>
  (_, response) =>
    void response.writeHead(status, { 'content-type': 'application/json', ...headers }).end(body);

describe('signing in to a server', () => {
  let oauth: OauthServer;
  let api: TestApi;
  let account: TestAccount;
  let behaved: string[] = [];
  beforeAll(async () => {
    oauth = await startOauthServer();
    const unset = { ...oauth.entry, id: 'unset', title: 'Unset' };
    api = await startApi({ servers: [oauth.entry, unset], oauthClients: oauth.clients });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await oauth[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    account = await api.openAccount();
    for (const path of behaved) oauth.behave(path, null);
    behaved = [];
    for (const own of [oauth.metadata, oauth.resourceMetadata]) {
      for (const name of Object.keys(own)) delete own[name];
    }
    Object.assign(oauth.grants.settings, { expiresInSeconds: 1_800, error: null, iss: undefined });
  });

  const behave = (path: string, behaviour: OauthBehaviour) => {
    behaved.push(path);
    oauth.behave(path, behaviour);
  };
  const pathOf = ({ clientId }: TestAccount, server = 'hubspot') =>
    `/api/clients/${clientId}/credentials/${server}`;
  const ask = (body?: unknown, server?: string, headers?: Record<string, string>) =>
    account.call('POST', `${pathOf(account, server)}/authorizations`, body, headers);

  async function begin(body?: unknown, headers?: Record<string, string>) {
    const answer = await ask(body, undefined, headers);
    expect(answer.status).toBe(201);
    const { authorizationUrl } = authorizationSchema.parse(answer.body);
    const [cookie = ''] = (answer.headers.get('set-cookie') ?? '').split(';');
    return { authorizationUrl, cookie, headers: answer.headers };
  }

  /** The browser comes back to the product. @returns where it is sent from there */
  async function comeBack(url: URL, cookie: string | null) {
    const headers = cookie === null ? undefined : { cookie: `theme=dark; ${cookie}` };
    const anybody = createApiClient(api.url);
    const response = await anybody.send('GET', url.pathname + url.search, undefined, headers);
    expect(response.status).toBe(303);
    expect(await response.text()).toBe('');
    expect(response.headers.get('set-cookie')).toBeNull();
    return response.headers;
  }
  const locationOf = async (url: URL, cookie: string | null) =>
    (await comeBack(url, cookie)).get('location');

  async function signIn() {
    const { authorizationUrl, cookie } = await begin();
    return locationOf(await oauth.allow(authorizationUrl), cookie);
  }
  const connect = (subject = account) =>
    subject.call('POST', '/api/mcp/connect', { clientId: subject.clientId, server: 'hubspot' });
  const readRow = async (clientId = account.clientId) => {
    const { pk, sk } = keys.credential(clientId, 'hubspot');
    return (await readTableRows(api.table)).find((row) => row['pk'] === pk && row['sk'] === sk);
  };
  const stateOf = async () => (await account.call('GET', pathOf(account))).body;
  const tokensOf = () =>
    oauth.grants.grants.flatMap((grant) => [...grant.accessTokens, grant.refreshToken]);

  it('leads from the button to the server, back to the page, and to its tools', async () => {
    expect(await stateOf()).toMatchObject({ storedAt: null, fields: [], signIn: 'none' });
    const { authorizationUrl, cookie } = await begin({ returnPath: '/chat.html?client_id=15#top' });
    const asked = new URL(authorizationUrl);
    expect(asked.origin).toBe(oauth.origin);
    expect(Object.fromEntries(asked.searchParams)).toEqual({
      response_type: 'code',
      client_id: 'our-app',
      redirect_uri: callbackUrl,
      code_challenge: expect.stringMatching(/^[\w-]{43}$/),
      code_challenge_method: 'S256',
      state: expect.stringMatching(/^[\w-]{43}$/),
      resource: oauth.entry.url,
    });
    const back = await oauth.allow(authorizationUrl);
    expect(await locationOf(back, cookie)).toBe(
      `${origin}/chat.html?client_id=15&connected=hubspot#top`,
    );
    expect(await stateOf()).toMatchObject({
      storedAt: expect.stringMatching(/Z$/),
      signIn: 'connected',
    });
    const session = z.looseObject({ sessionId: z.string() }).parse((await connect()).body);
    const path = '/api/mcp/tools/get_user_details';
    const body = { sessionId: session.sessionId, arguments: {} };
    expect(await account.call('POST', path, body, keyed())).toMatchObject({
      status: 200,
      body: { text: 'Lina Rosalex', tokens: 0 },
    });
  });

  it('is known by a cookie that no script reads and no other host sets', async () => {
    const { headers, cookie } = await begin();
    expect(headers.get('set-cookie')).toMatch(
      /^__Host-browser=[\w-]{43}; Path=\/; Max-Age=600; HttpOnly; SameSite=Lax; Secure$/,
    );
    const second = await begin({}, { cookie });
    expect(second.cookie).toBe(cookie);
  });

  it('works from two tabs of one browser at once', async () => {
    const one = await begin();
    const other = await begin({}, { cookie: one.cookie });
    for (const { authorizationUrl } of [other, one]) {
      const back = await oauth.allow(authorizationUrl);
      expect(await locationOf(back, one.cookie)).toBe(`${origin}/?connected=hubspot`);
    }
  });

  it('shows no secret in table, log, or any answer', async () => {
    const { authorizationUrl, cookie } = await begin();
    const back = await oauth.allow(authorizationUrl);
    const shown = JSON.stringify([...(await comeBack(back, cookie))]);
    await connect();
    const rows = JSON.stringify(await readTableRows(api.table));
    const all = [rows, JSON.stringify(api.lines), shown, JSON.stringify(await stateOf())];
    const secrets = [
      ...tokensOf(),
      'our-secret',
      cookie.split('=')[1] ?? '',
      back.searchParams.get('state') ?? '',
      back.searchParams.get('code') ?? '',
    ];
    expect(secrets.filter((secret) => secret.length < 8)).toEqual([]);
    for (const text of all) for (const secret of secrets) expect(text).not.toContain(secret);
    const line = api.lines.findLast(({ message }) => message === 'server connected');
    expect(line).toMatchObject({ clientId: account.clientId, server: 'hubspot' });
  });

  it('tells no other site and no cache of the address with the code', async () => {
    const { authorizationUrl, cookie } = await begin();
    const headers = await comeBack(await oauth.allow(authorizationUrl), cookie);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });

  describe('fails, and stores nothing,', () => {
    const failed = (code: string) => `${origin}/?connection_failed=${code}`;
    const expectFailure = async (url: URL, cookie: string | null, code: string) => {
      const exchanged = oauth.grants.grants.length;
      expect(await locationOf(url, cookie)).toBe(failed(code));
      expect(await readRow()).toBeUndefined();
      return oauth.grants.grants.length - exchanged;
    };

    it('in a browser that did not begin it: without the cookie, or with another', async () => {
      const other = `__Host-browser=${'A'.repeat(43)}`;
      for (const cookie of [null, other, '__Host-browser=', 'browser=x']) {
        const { authorizationUrl } = await begin();
        const back = await oauth.allow(authorizationUrl);
        expect(await expectFailure(back, cookie, 'authorization_expired')).toBe(0);
      }
    });

    it('for a browser that two cookies claim to know', async () => {
      const { authorizationUrl, cookie } = await begin();
      const back = await oauth.allow(authorizationUrl);
      const both = `${cookie}; __Host-browser=${'A'.repeat(43)}`;
      await expectFailure(back, both, 'authorization_expired');
    });

    it.each([
      ['was never given', { state: 'forged' }],
      ['is missing', {}],
      ['is empty', { state: '' }],
      ['is a key of the table', { state: 'AUTHORIZATION#x' }],
    ])('for a state that %s', async (_, forged) => {
      const { cookie } = await begin();
      const url = new URL(`${callbackUrl}?${new URLSearchParams({ code: 'c', ...forged })}`);
      expect(await expectFailure(url, cookie, 'authorization_expired')).toBe(0);
    });

    it('when the user says no', async () => {
      oauth.grants.settings.error = 'access_denied';
      const { authorizationUrl, cookie } = await begin();
      const back = await oauth.allow(authorizationUrl);
      expect(await expectFailure(back, cookie, 'authorization_denied')).toBe(0);
    });

    it.each(['access_denied', null])(
      'when the answer (%s) comes from another server',
      async (error) => {
        Object.assign(oauth.grants.settings, { error, iss: 'https://evil.example' });
        const { authorizationUrl, cookie } = await begin();
        const back = await oauth.allow(authorizationUrl);
        expect(await expectFailure(back, cookie, 'credentials_refused')).toBe(0);
      },
    );

    it('when the server says that it names itself, and does not', async () => {
      const { authorizationUrl, cookie } = await begin();
      const back = await oauth.allow(authorizationUrl);
      back.searchParams.delete('iss');
      expect(await expectFailure(back, cookie, 'credentials_refused')).toBe(0);
    });

    it('for a code that somebody else got', async () => {
      const [mine, theirs] = [await begin(), await begin()];
      const back = await oauth.allow(mine.authorizationUrl);
      const stolen = await oauth.allow(theirs.authorizationUrl);
      back.searchParams.set('code', stolen.searchParams.get('code') ?? '');
      expect(await expectFailure(back, mine.cookie, 'credentials_refused')).toBe(0);
    });

    const token = '{"access_token":"a","token_type":"bearer"}';
    it.each<[string, OauthBehaviour, string]>([
      ['answers 500', answers(500, '{"error":"server_error"}'), 'server_unreachable'],
      ['answers a page', answers(200, '<html></html>'), 'server_unreachable'],
      [
        'answers tokens of another kind',
        answers(200, token.replace('bearer', 'mac')),
        'server_unreachable',
      ],
      [
        'answers a token with a line end',
        answers(200, token.replace('"a"', '"a\\r\\nx: 1"')),
        'server_unreachable',
      ],
      ['answers without end', answers(200, 'x'.repeat(300_000)), 'server_unreachable'],
      [
        'leads elsewhere',
        answers(307, '', { location: 'http://127.0.0.1:9/' }),
        'server_unreachable',
      ],
      ['breaks off', (request) => void request.socket.destroy(), 'server_unreachable'],
      ['does not know us', answers(401, '{"error":"invalid_client"}'), 'credentials_refused'],
    ])('when the server %s for the tokens', async (_, behaviour, code) => {
      const { authorizationUrl, cookie } = await begin();
      const back = await oauth.allow(authorizationUrl);
      behave('/token', behaviour);
      await expectFailure(back, cookie, code);
    });

    it('when the client was given to somebody else meanwhile', async () => {
      const { authorizationUrl, cookie } = await begin();
      const back = await oauth.allow(authorizationUrl);
      const Key = keys.client(account.clientId);
      const { documents, tableName: TableName } = api.table;
      await documents.send(
        new UpdateCommand({
          TableName,
          Key,
          UpdateExpression: 'SET accountId = :other',
          ExpressionAttributeValues: { ':other': `account-${randomUUID()}` },
        }),
      );
      expect(await expectFailure(back, cookie, 'client_not_found')).toBe(0);
    });
  });

  it('cannot be ended twice, and the first end stays', async () => {
    const { authorizationUrl, cookie } = await begin();
    const back = await oauth.allow(authorizationUrl);
    await comeBack(back, cookie);
    const row = await readRow();
    expect(row).toBeDefined();
    expect(await locationOf(back, cookie)).toBe(
      `${origin}/?connection_failed=authorization_expired`,
    );
    expect(await readRow()).toEqual(row);
  });

  it('is used up by a try in another browser', async () => {
    const { authorizationUrl, cookie } = await begin();
    const back = await oauth.allow(authorizationUrl);
    await comeBack(back, null);
    await comeBack(back, cookie);
    expect(await readRow()).toBeUndefined();
  });

  it('takes tokens that do not say when they end', async () => {
    oauth.grants.settings.expiresInSeconds = null;
    await signIn();
    const { length } = oauth.requests.filter((request) => request === 'POST /token');
    expect((await connect()).status).toBe(201);
    expect(oauth.requests.filter((request) => request === 'POST /token')).toHaveLength(length);
  });

  it.each([
    '//evil.example',
    '/\\evil.example',
    '\\evil.example',
    'https://evil.example/',
    'chat.html',
    '/x/..//evil.example',
    '/./\t/evil.example',
    '/a\r\nset-cookie: b=c',
    `/${'x'.repeat(500)}`,
  ])('comes back to no page but one of this site: not to %j', async (returnPath) => {
    expect(await ask({ returnPath })).toMatchObject({
      status: 400,
      body: { code: 'malformed_request' },
    });
  });

  it('is not begun for a server that the operator has not set up, which is said', async () => {
    expect(await ask({}, 'unset')).toMatchObject({
      status: 422,
      body: {
        code: 'server_not_configured',
        detail: 'Unset needs an OAuth client: the operator sets "unset" in OAUTH_CLIENTS.',
      },
    });
    const { body } = await account.call('GET', pathOf(account, 'unset'));
    expect(body).toMatchObject({ signIn: 'not_configured' });
  });

  it('is not offered by servers that take other credentials, and takes no others', async () => {
    expect(await ask({}, 'gohighlevel')).toMatchObject({ status: 400 });
    expect(await ask({}, 'pipedrive')).toMatchObject({ body: { code: 'server_unknown' } });
    const put = await account.call('PUT', pathOf(account), { fields: { token: 'x' } });
    expect(put).toMatchObject({
      status: 400,
      body: { detail: 'HubSpot is connected by signing in: see POST …/authorizations.' },
    });
  });

  it('is not begun for a client of somebody else', async () => {
    const stranger = await api.openAccount();
    const path = `${pathOf(account)}/authorizations`;
    expect(await stranger.call('POST', path)).toMatchObject({
      status: 404,
      body: { code: 'client_not_found' },
    });
  });

  const withoutProof = { code_challenge_methods_supported: undefined };
  it.each<[string, Record<string, unknown>]>([
    ['does not say that it takes PKCE', withoutProof],
    ['takes plain PKCE alone', { code_challenge_methods_supported: ['plain'] }],
    ['gives no codes', { response_types_supported: ['token'] }],
    ['sends browsers without encryption', { authorization_endpoint: 'http://evil.example/a' }],
    ['sends browsers into a script', { authorization_endpoint: 'javascript:alert(1)' }],
    ['asks for tokens without encryption', { token_endpoint: 'http://evil.example/token' }],
    ['revokes without encryption', { revocation_endpoint: 'http://evil.example/revoke' }],
    ['names another issuer', { issuer: 'https://evil.example' }],
  ])('is not begun at a server that %s', async (_, metadata) => {
    Object.assign(oauth.metadata, metadata);
    const { status, body } = await ask();
    expect(status).toBe(502);
    expect(body).toMatchObject({ code: expect.stringMatching(/^(provider_failed|server_unre)/) });
  });

  it('is not begun where the tokens would be for another resource', async () => {
    oauth.resourceMetadata['resource'] = 'https://other.example/mcp';
    expect(await ask()).toMatchObject({ status: 502, body: { code: 'server_unreachable' } });
  });

  it.each<[string, OauthBehaviour]>([
    ['answers 500', answers(500, '')],
    ['answers a page', answers(200, '<html></html>')],
    ['answers without end', answers(200, `"${'x'.repeat(300_000)}"`)],
    ['leads elsewhere', answers(302, '', { location: 'http://127.0.0.1:9/' })],
  ])('is not begun at a server that %s for its metadata', async (_, behaviour) => {
    behave('/.well-known/oauth-authorization-server', behaviour);
    behave('/.well-known/openid-configuration', behaviour);
    expect(await ask()).toMatchObject({ status: 502, body: { code: 'server_unreachable' } });
  });

  it('asks for the scopes that the resource names', async () => {
    oauth.resourceMetadata['scopes_supported'] = ['contacts', 'deals'];
    const { authorizationUrl } = await begin();
    expect(new URL(authorizationUrl).searchParams.get('scope')).toBe('contacts deals');
  });

  it('is forgotten, and ended at the server', async () => {
    await signIn();
    const grant = oauth.grants.grants.at(-1);
    expect((await account.call('DELETE', pathOf(account))).status).toBe(204);
    expect(await readRow()).toBeUndefined();
    expect(grant).toMatchObject({ isEnded: true });
    expect(await connect()).toMatchObject({ status: 422, body: { code: 'credentials_missing' } });
    expect(await stateOf()).toMatchObject({ signIn: 'none' });
  });

  it('is forgotten also when the server cannot end it', async () => {
    await signIn();
    behave('/revoke', answers(503, ''));
    expect((await account.call('DELETE', pathOf(account))).status).toBe(204);
    expect(await readRow()).toBeUndefined();
    const line = api.lines.findLast(({ message }) => message === 'credentials deleted');
    expect(line).toMatchObject({ revocation: 'failed' });
  });

  it('is renewed when its token has ended, on the way to the tools', async () => {
    oauth.grants.settings.expiresInSeconds = 0;
    await signIn();
    oauth.grants.settings.expiresInSeconds = 1_800;
    const before = oauth.grants.grants.at(-1)?.refreshToken;
    expect((await connect()).status).toBe(201);
    expect(oauth.grants.grants.at(-1)?.refreshToken).not.toBe(before);
    expect(await stateOf()).toMatchObject({ signIn: 'connected' });
  });

  it('has to be done anew when the server has ended it', async () => {
    oauth.grants.settings.expiresInSeconds = 0;
    await signIn();
    const grant = oauth.grants.grants.at(-1);
    if (grant) grant.isEnded = true;
    for (let time = 0; time < 2; time++) {
      expect(await connect()).toMatchObject({
        status: 422,
        body: {
          code: 'credentials_refused',
          detail: 'HubSpot has ended the sign-in. Connect it again.',
        },
      });
    }
    expect(await readRow()).not.toHaveProperty('sealed');
    expect(await stateOf()).toMatchObject({ signIn: 'ended' });
    oauth.grants.settings.expiresInSeconds = 1_800;
    await signIn();
    expect((await connect()).status).toBe(201);
  });
});
