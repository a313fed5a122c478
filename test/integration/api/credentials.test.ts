import { PutCommand } from '@aws-sdk/lib-dynamodb';
import type { McpServer } from '@modelcontextprotocol/server';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import * as z from 'zod';
import { keys } from '../../../functions/store/keys.ts';
import { limits } from '../../../shared/limits.ts';
import type { HttpServerEntry } from '../../../shared/server-entry.ts';
import type { TestAccount } from '../../support/api-accounts.ts';
import { startApi, type TestApi } from '../../support/api-server.ts';
import { readTableRows } from '../../support/api-table-rows.ts';
import { type RemoteServer, startRemoteServer } from '../../support/remote-server.ts';

const token = 'pit-1f0c2d-secret';
const locationId = 'loc-15';
const auth: HttpServerEntry['auth'] = {
  kind: 'headers',
  headers: { Authorization: 'Bearer {token}', locationId: '{locationId}' },
  optionalFields: ['locationId'],
};

const addTools = (server: McpServer) => {
  const inputSchema = z.object({ query: z.string().optional() });
  const annotations = { readOnlyHint: true };
  const settings = { description: 'Lists contacts.', inputSchema, annotations };
  server.registerTool('contacts_get-contacts', settings, async () => ({
    content: [{ type: 'text', text: 'Lina Rosalex' }],
  }));
};

describe('the credentials of a client', () => {
  let remote: RemoteServer;
  let api: TestApi;
  let account: TestAccount;
  beforeAll(async () => {
    remote = await startRemoteServer(addTools);
    api = await startApi({ servers: [{ ...remote.entry, auth }] });
  });
  afterAll(async () => {
    await api[Symbol.asyncDispose]();
    await remote[Symbol.asyncDispose]();
  });
  beforeEach(async () => {
    account = await api.openAccount();
  });

  const pathOf = ({ clientId }: TestAccount, server = 'gohighlevel') =>
    `/api/clients/${clientId}/credentials/${server}`;
  const put = (fields: unknown, server?: string) =>
    account.call('PUT', pathOf(account, server), { fields });
  const connect = () =>
    account.call('POST', '/api/mcp/connect', {
      clientId: account.clientId,
      server: 'gohighlevel',
    });
  const readRow = async (clientId: string) => {
    const { pk, sk } = keys.credential(clientId, 'gohighlevel');
    const rows = await readTableRows(api.table);
    return rows.find((row) => row['pk'] === pk && row['sk'] === sk);
  };

  it('are known to be there and since when, and never shown', async () => {
    const { title } = remote.entry;
    const known = { clientId: account.clientId, server: 'gohighlevel', title };
    const describeFields = (isStored: boolean) => [
      { name: 'token', isRequired: true, isStored },
      { name: 'locationId', isRequired: false, isStored: false },
    ];
    expect(await account.call('GET', pathOf(account))).toMatchObject({
      status: 200,
      body: { ...known, storedAt: null, fields: describeFields(false) },
    });
    const stored = await put({ token });
    expect(stored.status).toBe(200);
    expect(stored.body).toEqual({
      ...known,
      storedAt: expect.stringMatching(/Z$/),
      fields: describeFields(true),
      signIn: null,
    });
    expect((await account.call('GET', pathOf(account))).body).toEqual(stored.body);
  });

  it('stand in the table and the log in no readable form', async () => {
    await put({ token, locationId });
    const row = await readRow(account.clientId);
    expect(row).toMatchObject({ fieldNames: ['token', 'locationId'] });
    const rows = JSON.stringify(await readTableRows(api.table));
    const logged = JSON.stringify(api.lines);
    for (const secret of [token, locationId, Buffer.from(token).toString('base64')]) {
      expect(rows).not.toContain(secret);
      expect(logged).not.toContain(secret);
    }
    const line = api.lines.findLast(({ message }) => message === 'credentials stored');
    expect(line).toMatchObject({ clientId: account.clientId, server: 'gohighlevel' });
  });

  it('are needed to connect, and said to be missing', async () => {
    const sent = remote.requests.length;
    expect(await connect()).toMatchObject({
      status: 422,
      body: {
        code: 'credentials_missing',
        server: 'gohighlevel',
        detail: 'No token is stored for GoHighLevel.',
      },
    });
    expect(remote.requests).toHaveLength(sent);
  });

  it('reach the server in its headers when a session is opened and used', async () => {
    await put({ token, locationId });
    const sent = remote.requests.length;
    const { status, body } = await connect();
    expect(status).toBe(201);
    const { sessionId } = z.looseObject({ sessionId: z.string() }).parse(body);
    const message = { id: crypto.randomUUID(), text: 'list my contacts' };
    const turn = await account.send('POST', '/api/mcp/chat', { sessionId, message });
    expect(await turn.text()).toContain('Lina Rosalex');
    const requests = remote.requests.slice(sent);
    expect(requests.map(({ method }) => method)).toContain('tools/call');
    const expected = { authorization: `Bearer ${token}`, locationid: locationId };
    for (const { headers } of requests) expect(headers).toMatchObject(expected);
  });

  it('are replaced as a whole', async () => {
    await put({ token, locationId });
    await put({ token: 'pit-another' });
    const sent = remote.requests.length;
    await connect();
    const [first] = remote.requests.slice(sent);
    expect(first?.headers).toMatchObject({ authorization: 'Bearer pit-another' });
    expect(first?.headers).not.toHaveProperty('locationid');
  });

  it('are forgotten, also twice', async () => {
    await put({ token });
    for (let time = 0; time < 2; time++) {
      expect((await account.call('DELETE', pathOf(account))).status).toBe(204);
    }
    expect(await readRow(account.clientId)).toBeUndefined();
    expect(await connect()).toMatchObject({ status: 422, body: { code: 'credentials_missing' } });
  });

  it('are worth nothing when their row is copied to another client', async () => {
    await put({ token });
    const thief = await api.openAccount();
    const Item = {
      ...(await readRow(account.clientId)),
      ...keys.credential(thief.clientId, 'gohighlevel'),
    };
    await api.table.documents.send(new PutCommand({ TableName: api.table.tableName, Item }));
    const sent = remote.requests.length;
    account = thief;
    expect(await connect()).toMatchObject({ status: 422, body: { code: 'credentials_missing' } });
    expect(remote.requests).toHaveLength(sent);
  });

  it.each<[string, unknown]>([
    ['without a required field', { locationId }],
    ['with a field that the server does not ask for', { token, password: 'x' }],
    ['with no field', {}],
    ['with an empty field', { token: '' }],
    ['with a line end, which would start another header', { token: 'a\r\nx-admin: 1' }],
    ['with a field beyond ASCII', { token: 'ñ' }],
    ['with a field that is too long', { token: 'x'.repeat(limits.credentialCharacters + 1) }],
    ['with something that is no text', { token: 1 }],
  ])('are refused %s, and nothing is stored', async (_, fields) => {
    expect(await put(fields)).toMatchObject({ status: 400, body: { code: 'malformed_request' } });
    expect(await readRow(account.clientId)).toBeUndefined();
  });

  it('are taken for no server that asks for none, nor for one that is not there', async () => {
    expect(await put({ token }, 'crm')).toMatchObject({
      status: 400,
      body: { detail: 'CRM asks for: nothing.' },
    });
    expect(await put({ token }, 'pipedrive')).toMatchObject({
      status: 422,
      body: { code: 'server_unknown' },
    });
  });
});
