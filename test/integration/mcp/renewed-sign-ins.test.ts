import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { createLocalCipher } from '../../../functions/credentials/local-cipher.ts';
import { createReadAccessToken } from '../../../functions/credentials/oauth/read-access-token.ts';
import { renewTokens } from '../../../functions/credentials/oauth/renew-tokens.ts';
import type { SignInTokens } from '../../../functions/credentials/oauth/sign-in-tokens.ts';
import { createTokenVault } from '../../../functions/credentials/oauth/token-vault.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createCredentialStore } from '../../../functions/store/credentials.ts';
import { limits } from '../../../shared/limits.ts';
import { type OauthServer, startOauthServer } from '../../support/oauth-server.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { createTestTable, type TestTable } from '../../support/table.ts';

const cipher = createLocalCipher('a-key-for-tests-of-32-bytes-in-base64url-AA');
let clientCount = 0;

describe('the tokens of a sign-in', () => {
  let table: TestTable;
  let oauth: OauthServer;
  let nowMs: number;
  let owner: { accountId: string; clientId: string; server: string };
  beforeAll(async () => {
    table = await createTestTable();
    oauth = await startOauthServer();
  });
  afterAll(() => oauth[Symbol.asyncDispose]());
  beforeEach(() => {
    nowMs = Date.parse('2026-11-22T12:00:00Z');
    clientCount += 1;
    owner = { accountId: 'account-1', clientId: `client-${clientCount}`, server: 'hubspot' };
    oauth.behave('/token', null);
  });

  const store = () => createCredentialStore(table);
  const vault = () => createTokenVault({ credentials: store(), cipher });
  const passTime = (seconds: number) => {
    nowMs += seconds * 1000;
  };

  /** A process of its own, which shares nothing with others but the table. */
  function startProcess(parts: Partial<Parameters<typeof createReadAccessToken>[0]> = {}) {
    const log = createRecordingLog();
    const read = createReadAccessToken({
      vault: vault(),
      credentials: store(),
      clients: oauth.clients,
      renewTokens,
      log,
      now: () => new Date(nowMs),
      ...parts,
    });
    return { log, read: (rejected?: string) => read(oauth.entry, owner, rejected) };
  }
  const read = (rejected?: string) => startProcess().read(rejected);

  /** The client has signed in just now. */
  async function signIn(change: Partial<SignInTokens> = {}): Promise<SignInTokens> {
    const { origin, entry, grants } = oauth;
    const redirectUri = 'https://copilot.example.com/api/oauth/callback';
    // The verifier and its challenge of RFC 7636, appendix B.
    const query = new URLSearchParams({
      redirect_uri: redirectUri,
      resource: entry.url,
      code_challenge: 'E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM',
    });
    const code = new URL(grants.authorize(query, origin)).searchParams.get('code') ?? '';
    const { answer } = grants.answerToken(
      new URLSearchParams({
        grant_type: 'authorization_code',
        code,
        code_verifier: 'dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk',
        redirect_uri: redirectUri,
        resource: entry.url,
        client_id: 'our-app',
        client_secret: 'our-secret',
      }),
    );
    const given = answer as { access_token: string; refresh_token: string };
    const tokens: SignInTokens = {
      accessToken: given.access_token,
      refreshToken: given.refresh_token,
      obtainedAt: new Date(nowMs).toISOString(),
      expiresAt: new Date(nowMs + 1_800_000).toISOString(),
      server: {
        issuer: origin,
        authorization_endpoint: `${origin}/authorize`,
        token_endpoint: `${origin}/token`,
        response_types_supported: ['code'],
        token_endpoint_auth_methods_supported: ['client_secret_post'],
      },
      resource: entry.url,
      ...change,
    };
    await vault().keepTokens(owner, tokens);
    return tokens;
  }
  const countRenewals = () => oauth.requests.filter((request) => request === 'POST /token').length;

  it('are used until shortly before they end', async () => {
    const { accessToken } = await signIn();
    const renewals = countRenewals();
    passTime(1_800 - limits.tokenRenewalSeconds - 1);
    expect(await read()).toBe(accessToken);
    expect(countRenewals()).toBe(renewals);
    passTime(2);
    expect(await read()).not.toBe(accessToken);
    expect(countRenewals()).toBe(renewals + 1);
  });

  it('are renewed once for twenty processes that see them end at once', async () => {
    await signIn();
    passTime(3_600);
    const renewals = countRenewals();
    const tokens = await Promise.all(Array.from({ length: 20 }, () => read()));
    expect(new Set(tokens).size).toBe(1);
    expect(countRenewals()).toBe(renewals + 1);
    expect(oauth.grants.isGood(`Bearer ${tokens[0]}`)).toBe(true);
  });

  it('are renewed again and again, each time by the newest refresh token', async () => {
    const { accessToken } = await signIn();
    const seen = new Set([accessToken]);
    for (let time = 0; time < 3; time++) {
      passTime(3_600);
      seen.add(await read());
    }
    expect(seen.size).toBe(4);
    expect(oauth.grants.grants.at(-1)).toMatchObject({ isEnded: false });
  });

  it('are given up when the server refuses to renew them, and asked for once', async () => {
    await signIn({ refreshToken: 'refresh-of-nobody' });
    passTime(3_600);
    const renewals = countRenewals();
    const { read, log } = startProcess();
    for (let time = 0; time < 2; time++) {
      await expect(read()).rejects.toMatchObject({
        code: 'credentials_refused',
        detail: 'HubSpot has ended the sign-in. Connect it again.',
      });
    }
    expect(countRenewals()).toBe(renewals + 1);
    expect(await store().readCredential(owner.clientId, 'hubspot')).not.toHaveProperty('sealed');
    expect(log.lines.map(({ message }) => message)).toEqual(['sign-in ended by its server']);
  });

  it('are given up for a 400 in words of the server’s own', async () => {
    await signIn();
    passTime(3_600);
    oauth.behave('/token', (_, response) =>
      response.writeHead(400).end('{"status":"BAD_REFRESH_TOKEN"}'),
    );
    await expect(read()).rejects.toMatchObject({ code: 'credentials_refused' });
  });

  it.each([
    ['fails', 500, '{"error":"server_error"}'],
    ['is busy', 503, ''],
    ['answers a page', 200, '<html></html>'],
    ['does not know us', 401, '{"error":"invalid_client"}'],
  ])('are kept when the server %s, and renewed later', async (_, status, body) => {
    const { refreshToken } = await signIn();
    passTime(3_600);
    oauth.behave('/token', (_request, response) => response.writeHead(status).end(body));
    const failure = await read().catch((error: unknown) => error);
    expect(failure).toMatchObject({
      code: 'server_unreachable',
      detail: 'The sign-in to HubSpot cannot be renewed right now.',
    });
    expect(String((failure as Error).cause)).not.toContain(refreshToken);
    oauth.behave('/token', null);
    expect(oauth.grants.isGood(`Bearer ${await read()}`)).toBe(true);
  });

  it('end without a refresh token', async () => {
    await signIn({ refreshToken: undefined });
    passTime(3_600);
    await expect(read()).rejects.toMatchObject({ code: 'credentials_refused' });
  });

  it('are left to the next one when a process dies while it renews them', async () => {
    await signIn();
    passTime(3_600);
    const never = new Promise<never>(() => undefined);
    let isAsked = () => undefined as void;
    const asked = new Promise<void>((resolve) => {
      isAsked = resolve;
    });
    const dying = startProcess({
      renewTokens: () => {
        isAsked();
        return never;
      },
    });
    void dying.read();
    await asked;
    passTime(limits.tokenRenewalLeaseSeconds + 1);
    expect(oauth.grants.isGood(`Bearer ${await read()}`)).toBe(true);
  });

  it('are waited for no longer than said while another process renews them', async () => {
    await signIn();
    passTime(3_600);
    const sealed = (await store().readCredential(owner.clientId, 'hubspot'))?.sealed ?? '';
    await store().startRenewal({ ...owner, owner: 'another' }, sealed, new Date(nowMs));
    let asked = 0;
    const impatient = startProcess({
      now: () => new Date(nowMs + asked++ * 1_000),
    });
    await expect(impatient.read()).rejects.toMatchObject({
      code: 'server_unreachable',
      detail: 'The sign-in to HubSpot is being renewed.',
    });
    expect(asked * 1_000).toBeLessThan(limits.tokenRenewalLeaseSeconds * 1_000);
  });

  it('of a new sign-in are not written over by a renewal that began before', async () => {
    await signIn();
    passTime(3_600);
    const fresh: { accessToken?: string } = {};
    const slow = startProcess({
      renewTokens: async (...request) => {
        const renewed = await renewTokens(...request);
        fresh.accessToken = (await signIn()).accessToken;
        return renewed;
      },
    });
    expect(await slow.read()).toBe(fresh.accessToken);
    expect(await read()).toBe(fresh.accessToken);
  });

  it('stay forgotten when they are deleted while they are renewed', async () => {
    await signIn();
    passTime(3_600);
    const slow = startProcess({
      renewTokens: async (...request) => {
        const renewed = await renewTokens(...request);
        await store().deleteCredential(owner.clientId, 'hubspot');
        return renewed;
      },
    });
    await expect(slow.read()).rejects.toMatchObject({ code: 'credentials_missing' });
    expect(await store().readCredential(owner.clientId, 'hubspot')).toBeNull();
  });

  it('are renewed when the server does not take them, unless they are quite new', async () => {
    const { accessToken } = await signIn({ expiresAt: undefined });
    expect(await read(accessToken)).toBe(accessToken);
    passTime(limits.tokenMinAgeSeconds);
    expect(await read()).toBe(accessToken);
    const renewed = await read(accessToken);
    expect(renewed).not.toBe(accessToken);
    expect(await read(accessToken)).toBe(renewed);
  });

  it('that live for moments are used all the same', async () => {
    await signIn({ expiresAt: new Date(nowMs + 20_000).toISOString() });
    const renewals = countRenewals();
    passTime(9);
    await read();
    expect(countRenewals()).toBe(renewals);
  });

  it('cannot be renewed once the operator has taken the client away', async () => {
    await signIn();
    passTime(3_600);
    await expect(startProcess({ clients: {} }).read()).rejects.toMatchObject({
      code: 'server_not_configured',
    });
    expect(await store().readCredential(owner.clientId, 'hubspot')).toHaveProperty('sealed');
  });

  it('of another client do not open', async () => {
    await signIn();
    const row = await store().readCredential(owner.clientId, 'hubspot');
    owner = { ...owner, clientId: 'client-thief' };
    await store().putCredential('client-thief', 'hubspot', row!);
    await expect(read()).rejects.toMatchObject({ code: 'credentials_missing' });
  });

  describe('on a connection', () => {
    const connectTools = createConnectTools({
      builtinServers: {},
      readCredentials: async (_entry, _clientId, rejected) => ({
        accessToken: await read(rejected),
      }),
    });
    const connect = () => connectTools({ entry: oauth.entry, clientId: owner.clientId });

    it('are replaced when they end in the middle, and the call is made once', async () => {
      await signIn();
      const { callTool, close } = await connect();
      oauth.grants.grants.at(-1)?.accessTokens.clear();
      passTime(limits.tokenMinAgeSeconds);
      expect(await callTool('get_user_details', {})).toMatchObject({ text: 'Lina Rosalex' });
      await close();
    });

    it('lead to a refusal when the server takes no token at all', async () => {
      await signIn();
      oauth.behave('/mcp', (_, response) => void response.writeHead(401).end());
      passTime(limits.tokenMinAgeSeconds);
      const renewals = countRenewals();
      await expect(connect()).rejects.toMatchObject({ code: 'credentials_refused' });
      expect(countRenewals()).toBe(renewals + 1);
      oauth.behave('/mcp', null);
    });

    it('that were never there lead to what is missing', async () => {
      await expect(connect()).rejects.toMatchObject({
        code: 'credentials_missing',
        detail: 'HubSpot has not been connected for this client.',
      });
    });
  });
});
