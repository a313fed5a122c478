import { describe, expect, it } from 'vitest';
import { buildAuthHeaders } from '../../../functions/mcp/build-auth-headers.ts';
import { listCredentialFields } from '../../../functions/mcp/list-credential-fields.ts';
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

  it('has GoHighLevel, whose token is enough', () => {
    const entry = createServerCatalogue().find('gohighlevel');
    expect(entry).toMatchObject({ url: 'https://services.leadconnectorhq.com/mcp/' });
    expect(listCredentialFields(entry)).toEqual([
      { name: 'token', isRequired: true },
      { name: 'locationId', isRequired: false },
    ]);
  });

  it('has HubSpot, which clients sign in to, so that it asks for no fields', () => {
    const entry = createServerCatalogue().find('hubspot');
    expect(entry).toMatchObject({ url: 'https://mcp.hubspot.com', auth: { kind: 'oauth' } });
    expect(listCredentialFields(entry)).toEqual([]);
  });

  it('takes servers that are signed in to, with scopes and a fixed issuer or without', () => {
    const auth = { kind: 'oauth' as const, scopes: ['crm.read'], issuer: 'https://id.example.com' };
    for (const given of [auth, { kind: 'oauth' as const }]) {
      const catalogue = createServerCatalogue([buildEntry({ auth: given })]);
      expect(catalogue.find('gohighlevel')).toMatchObject({ auth: given });
    }
  });

  it('has the servers of the configuration after its own', () => {
    const further = buildEntry({ id: 'further' });
    const catalogue = createServerCatalogue([further]);
    expect(catalogue.find('further')).toEqual(further);
    const own = createServerCatalogue().entries.map(({ id }) => id);
    expect(catalogue.entries.map(({ id }) => id)).toEqual([...own, 'further']);
  });

  it('lets the configuration put another entry in place of GoHighLevel', () => {
    const catalogue = createServerCatalogue([buildEntry({ title: 'Our own' })]);
    expect(catalogue.find('gohighlevel')).toEqual(buildEntry({ title: 'Our own' }));
    expect(catalogue.entries).toHaveLength(createServerCatalogue().entries.length);
  });

  it('refuses two entries by one id', () => {
    expect(() => createServerCatalogue([buildEntry(), buildEntry()])).toThrow(/share an id/);
  });

  it.each(['pipedrive', '', 'https://example.com/mcp', 'toString'])(
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
    ['an issuer without encryption', { auth: { kind: 'oauth', issuer: 'http://id.example.com' } }],
    ['a scope with a space in it', { auth: { kind: 'oauth', scopes: ['read write'] } }],
    ['a secret of the operator', { auth: { kind: 'oauth', clientSecret: 'x' } }],
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

  it('leaves out the header of an optional field that is not stored', () => {
    const auth = { ...buildEntry().auth, optionalFields: ['locationId'] };
    const headers = buildAuthHeaders({ ...buildEntry(), auth }, { token: 'secret' });
    expect(headers).toEqual({ Authorization: 'Bearer secret' });
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
