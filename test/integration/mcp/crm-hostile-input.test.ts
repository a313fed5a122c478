import { beforeAll, describe, expect, it } from 'vitest';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { createCrmStore } from '../../../functions/store/crm/crm-store.ts';
import { createBuiltinServers } from '../../../functions/mcp/builtin-servers.ts';
import { createConnectTools } from '../../../functions/mcp/connect-tools.ts';
import { createServerCatalogue } from '../../../functions/mcp/server-catalogue.ts';
import { buildOutreachParts } from '../../support/outreach-parts.ts';
import { createRecordingLog } from '../../support/recording-log.ts';
import { contactArguments, openCrm, type OpenCrm } from './open-crm.ts';
import { readContact, readContacts } from './read-structured.ts';

let open: OpenCrm;
let connection: ToolConnection;

beforeAll(async () => {
  open = await openCrm();
  connection = await open.connect('hostile');
});

describe('every tool', () => {
  it.each([
    ['an unknown field', { isAdmin: true }],
    ['another client', { clientId: '15' }],
    ['a field of a wrong type', { contactId: { $ne: null }, opportunityId: 7, query: [] }],
  ])('refuses %s', async (_, args) => {
    const results = await Promise.all(
      connection.tools.map((tool) => connection.callTool(tool.name, args)),
    );
    expect(results.filter((result) => !result.isError)).toEqual([]);
    for (const { text } of results) expect(text).toContain('Invalid arguments for tool');
  });
});

describe('a contact', () => {
  const names = { firstName: '<script>alert(1)</script>', lastName: "Robert'); DROP TABLE" };

  it('keeps text that looks like code as it is', async () => {
    const args = contactArguments({ ...names, email: 'robert@example.com' });
    const contact = readContact(await connection.callTool('contacts_create-contact', args));
    expect(contact).toMatchObject(names);
    const { contacts } = readContacts(
      await connection.callTool('contacts_get-contacts', { query: names.lastName }),
    );
    expect(contacts.map(({ id }) => id)).toEqual([contact.id]);
  });

  it.each([
    ['a name', { firstName: 'x'.repeat(100_000) }],
    ['an empty name', { firstName: '  ' }],
    ['a name of a wrong type', { firstName: 7 }],
    ['a long e-mail', { email: `${'x'.repeat(300)}@example.com` }],
    ['a hundred tags', { tags: Array.from({ length: 100 }, String) }],
    ['a long tag', { tags: ['x'.repeat(65)] }],
    ['null', { lastName: null }],
    ['a prototype', JSON.parse('{"__proto__": {"isAdmin": true}, "constructor": 1}')],
  ])('is refused with %s that cannot be', async (_, overrides) => {
    const args = contactArguments(overrides);
    const result = await connection.callTool('contacts_create-contact', args);
    expect(result.isError).toBe(true);
  });

  it.each(['CONTACT#1', '../1', 'a b', 'x'.repeat(65), ''])(
    'cannot have the id %o',
    async (contactId) => {
      const result = await connection.callTool('contacts_get-contact', { contactId });
      expect(result.text).toContain('Invalid arguments');
    },
  );

  it.each([0, 101, 1.5, '20'])('list cannot have the limit %o', async (limit) => {
    expect((await connection.callTool('contacts_get-contacts', { limit })).isError).toBe(true);
  });
});

describe('an unusable idempotency key', () => {
  it('is treated as none', async () => {
    const idempotencyKey = 'k'.repeat(201);
    const args = contactArguments({ email: 'key@example.com' });
    const call = () => connection.callTool('contacts_create-contact', args, { idempotencyKey });
    const ids = [readContact(await call()).id, readContact(await call()).id];
    expect(new Set(ids).size).toBe(2);
  });
});

describe('a database that does not answer', () => {
  it('is told without its reason, which goes to the log', async () => {
    const log = createRecordingLog();
    const crm = createCrmStore({ documents: open.table.documents, tableName: 'no-such-table' });
    const outreach = buildOutreachParts(open.table);
    const builtinServers = createBuiltinServers({ crm, outreach, log });
    const connectTools = createConnectTools({ builtinServers });
    const entry = createServerCatalogue().find('crm');
    const { callTool } = await connectTools({ entry, clientId: '15' });

    expect(await callTool('contacts_get-contacts', {})).toEqual({
      isError: true,
      text: 'The CRM could not do this right now. Try again.',
    });
    expect(log.lines).toMatchObject([
      { level: 'error', message: 'tool failed', fields: { tool: 'contacts_get-contacts' } },
    ]);
  });
});
