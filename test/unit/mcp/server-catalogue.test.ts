import { describe, expect, it } from 'vitest';
import { buildAuthHeaders } from '../../../functions/mcp/build-auth-headers.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';

const buildEntry = (overrides: Record<string, unknown> = {}) => ({
  id: 'gohighlevel',
  title: 'GoHighLevel',
  kind: 'http' as const,
  url: 'https://services.leadconnectorhq.com/mcp/',
  auth: {
    kind: 'headers' as const,
    headers: { Authorization: 'Bearer {token}', locationId: '{locationId}' },
  },
  ...overrides,
});

describe('the server catalogue', () => {
  it('has the built-in CRM without any configuration', () => {
    expect(createServerCatalogue().find('crm')).toEqual({
      id: 'crm',
      title: 'CRM',
      kind: 'builtin',
    });
  });

  it('has the servers of the configuration', () => {
    const catalogue = createServerCatalogue([buildEntry()]);
    expect(catalogue.find('gohighlevel')).toEqual(buildEntry());
    expect(catalogue.entries.map(({ id }) => id)).toEqual(['crm', 'gohighlevel']);
  });

  it.each(['hubspot', '', 'https://example.com/mcp', 'toString'])(
    'does not know the server %o',
    (serverId) => {
      expect(() => createServerCatalogue().find(serverId)).toThrow(
        expect.objectContaining({ code: 'server_unknown' }),
      );
    },
  );

  it.each([
    ['an unencrypted address', { url: 'http://example.com/mcp' }],
    ['an address of another kind', { url: 'file:///etc/passwd' }],
    ['an unknown kind', { kind: 'stdio' }],
    ['a field of no meaning', { command: 'rm' }],
    ['the id of a built-in server', { id: 'crm' }],
  ])('refuses an entry with %s', (_, overrides) => {
    expect(() => createServerCatalogue([buildEntry(overrides)])).toThrow();
  });

  it('takes an unencrypted address on this machine', () => {
    const url = 'http://127.0.0.1:3000/mcp';
    expect(createServerCatalogue([buildEntry({ url })]).find('gohighlevel')).toMatchObject({ url });
  });
});

describe('buildAuthHeaders', () => {
  it('fills the credentials into the headers', () => {
    const credentials = { token: 'secret', locationId: 'loc1', unused: 'x' };
    expect(buildAuthHeaders(buildEntry(), credentials)).toEqual({
      Authorization: 'Bearer secret',
      locationId: 'loc1',
    });
  });

  it('sends none to a server that asks for none', () => {
    const entry = buildEntry({ auth: { kind: 'none' } });
    expect(buildAuthHeaders({ ...buildEntry(), ...entry }, { token: 'secret' })).toEqual({});
  });

  it.each<Record<string, string> | undefined>([
    undefined,
    {},
    { token: 'secret' },
    { token: '', locationId: 'loc1' },
  ])('says what is missing in %o', (credentials) => {
    expect(() => buildAuthHeaders(buildEntry(), credentials)).toThrow(
      expect.objectContaining({ code: 'credentials_missing' }),
    );
  });
});
