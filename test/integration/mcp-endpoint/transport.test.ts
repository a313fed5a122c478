import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { endpointMetaKeys } from '../../../functions/mcp-endpoint/endpoint-meta.ts';
import { createAccountStore } from '../../../functions/store/accounts.ts';
import { limits } from '../../../shared/limits.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { createApiClient } from '../../support/api-client.ts';
import { startTestIssuer, type TestIssuer } from '../../support/api-issuer.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { connectClient } from './connect-client.ts';
import { listContacts } from './sample-calls.ts';

const listTools = { jsonrpc: '2.0', id: 1, method: 'tools/list' };

describe('POST /mcp', () => {
  let issuer: TestIssuer;
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    issuer = await startTestIssuer();
    api = await startApi({ issuer: issuer.issuer });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await issuer[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    account = await api.openAccount();
  });

  const send = (body: unknown, headers?: Record<string, string>) =>
    account.send('POST', '/mcp', body, headers);

  it('tells who is not signed in where to sign in', async () => {
    const { status, headers } = await createApiClient(api.url).call('POST', '/mcp', listTools);
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('/.well-known/oauth-protected-resource/mcp');
  });

  it('tells who comes with a token that has expired where to sign in', async () => {
    const lina = { sub: 'lina', email: 'lina@example.com', email_verified: true };
    const post = async (options?: Parameters<TestIssuer['sign']>[1]) =>
      createApiClient(api.url, await issuer.sign(lina, options)).send('POST', '/mcp', listTools);
    expect((await post()).status).toBe(200);
    const { status, headers } = await post({ expiresAt: '-1 hour' });
    expect(status).toBe(401);
    expect(headers.get('www-authenticate')).toContain('/.well-known/oauth-protected-resource/mcp');
  });

  it('asks a key for the scope to chat', async () => {
    const reader = await api.openAccount({ scopes: ['tokens:read'] });
    expect(await reader.call('POST', '/mcp', listTools)).toMatchObject({
      status: 403,
      body: { code: 'forbidden' },
    });
  });

  it.each(['GET', 'DELETE'])('answers 405 to %s, with the method that it has', async (method) => {
    const { status, headers, body } = await createApiClient(api.url).call(method, '/mcp');
    expect(status).toBe(405);
    expect(headers.get('allow')).toBe('POST');
    expect(body).toMatchObject({ code: 'method_not_allowed' });
  });

  it('has nothing for a page of another site', async () => {
    const foreign = await send(listTools, { origin: 'https://evil.example' });
    expect(foreign.status).toBe(403);
    const own = await send(listTools, { origin: 'https://copilot.example.com' });
    expect(own.status).toBe(200);
  });

  it.each([
    ['no JSON', '{', {}, 400],
    ['another media type', 'a=b', { 'content-type': 'text/plain' }, 415],
    ['a body that is too large', `"${'x'.repeat(limits.requestBodyBytes)}"`, {}, 413],
    ['a client that takes no events', listTools, { accept: 'application/json' }, 406],
  ] as const)('refuses %s as MCP does', async (_, body, headers, status) => {
    const response = await send(body, headers);
    expect(response.status).toBe(status);
    expect(await response.json()).toMatchObject({ jsonrpc: '2.0', error: {} });
  });

  it('refuses a key that cannot be one, before anything runs', async () => {
    const response = await send(listTools, { 'idempotency-key': 'x'.repeat(300) });
    expect(response.status).toBe(400);
    expect(await response.json()).toMatchObject({ code: 'malformed_request' });
    const client = await connectClient(api, account);
    const _meta = { [endpointMetaKeys.idempotencyKey]: '' };
    await expect(client.callTool({ ...listContacts, _meta })).rejects.toMatchObject({
      code: -32602,
      data: { code: 'malformed_request' },
    });
  });

  it('keeps nobody waiting for changes that never come', async () => {
    const client = await connectClient(api, account);
    await expect(client.listen({ toolsListChanged: true })).rejects.toThrow();
  });

  describe('for an account with two clients', () => {
    const second = () => `second-of-${account.accountId}`;
    beforeEach(async () => {
      await createAccountStore(api.table).createClient({
        clientId: second(),
        accountId: account.accountId,
        name: 'Second',
      });
    });

    it('asks which one is meant, and names them', async () => {
      const client = await connectClient(api, account);
      await expect(client.listTools()).rejects.toMatchObject({
        code: -32602,
        data: {
          code: 'client_id_required',
          clients: expect.arrayContaining([
            { clientId: account.clientId, name: 'Rosalex Realty' },
            { clientId: second(), name: 'Second' },
          ]),
        },
      });
    });

    it('takes the client from a header, and from the _meta before that', async () => {
      const headers = { 'x-client-id': account.clientId };
      const client = await connectClient(api, account, { headers });
      const create = {
        name: 'contacts_create-contact',
        arguments: { firstName: 'Lina', email: 'lina@example.com' },
      };
      const approved = { [endpointMetaKeys.approvedTokens]: 0 };
      await client.callTool({ ...create, _meta: approved });
      const toSecond = { [endpointMetaKeys.clientId]: second() };
      const inSecond = await client.callTool({ ...listContacts, _meta: toSecond });
      expect(JSON.stringify(inSecond.structuredContent)).not.toContain('Lina');
      const inFirst = await client.callTool(listContacts);
      expect(JSON.stringify(inFirst.structuredContent)).toContain('Lina');
    });
  });

  it('knows no client of somebody else', async () => {
    const stranger = await api.openAccount();
    const headers = { 'x-client-id': stranger.clientId };
    const client = await connectClient(api, account, { headers });
    const refusal = { code: -32602, data: { code: 'client_not_found' } };
    await expect(client.listTools()).rejects.toMatchObject(refusal);
    await expect(client.callTool(listContacts)).rejects.toMatchObject(refusal);
  });
});
