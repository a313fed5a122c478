import { BatchWriteCommand, PutCommand } from '@aws-sdk/lib-dynamodb';
import { randomUUID } from 'node:crypto';
import { beforeAll, beforeEach, describe, expect, it } from 'vitest';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { keys } from '../../../functions/store/keys.ts';
import { contactArguments, openCrm, type OpenCrm } from './open-crm.ts';
import { readContact, readContacts } from './read-structured.ts';

let open: OpenCrm;
let clientId: string;
let call: ToolConnection['callTool'];

beforeAll(async () => {
  open = await openCrm();
});

beforeEach(async () => {
  clientId = randomUUID();
  call = (await open.connect(clientId)).callTool;
});

const create = async (overrides: Record<string, unknown>) =>
  readContact(await call('contacts_create-contact', contactArguments(overrides)));
const search = async (args: Record<string, unknown>) =>
  readContacts(await call('contacts_get-contacts', args));

describe('contacts_get-contacts', () => {
  it.each([
    ['a part of the name in any case', 'ROSAL'],
    ['words in any order', 'rosalex lina'],
    ['an accent left out', 'lina'],
    ['the e-mail', 'lina@example'],
    ['the phone as people write it', '813 555-1234'],
    ['a tag', 'vip'],
  ])('finds by %s', async (_, query) => {
    await create({ firstName: 'Liná', tags: ['VIP'] });
    await create({ firstName: 'Ben', lastName: 'Ito', phone: '+442071838750', email: undefined });

    const { contacts, cursor } = await search({ query });
    expect(contacts.map((contact) => contact.firstName)).toEqual(['Liná']);
    expect(cursor).toBeNull();
  });

  it('says that nothing was found', async () => {
    const result = await call('contacts_get-contacts', { query: 'nobody' });
    expect(result.text).toBe('No contacts found.');
  });

  it('pages through all contacts, each once', async () => {
    const created = [];
    for (let index = 0; index < 5; index += 1) created.push(await create({ lastName: `${index}` }));

    const seen: string[] = [];
    let cursor: string | null = null;
    do {
      const page = await search({ limit: 2, ...(cursor && { cursor }) });
      seen.push(...page.contacts.map((contact) => contact.id));
      cursor = page.cursor;
    } while (cursor !== null && seen.length < 10);
    expect(seen.toSorted()).toEqual(created.map((contact) => contact.id).toSorted());
  });

  it('ends without a cursor when the last page is full', async () => {
    await create({});
    expect((await search({ limit: 1 })).cursor).toBeNull();
  });

  it.each([
    ['no word of ours', 'no-cursor'],
    ['no JSON', Buffer.from('x').toString('base64url')],
    ['another shape', Buffer.from('{"from":"CONTACT#1"}').toString('base64url')],
    ['rows that are no contacts', Buffer.from('{"after":"STATE"}').toString('base64url')],
  ])('refuses a cursor that holds %s', async (_, cursor) => {
    const result = await call('contacts_get-contacts', { cursor });
    expect(result.isError).toBe(true);
    expect(result.text).toContain('The cursor is not valid.');
  });

  it('looks at a bounded number of rows and then answers with a cursor', async () => {
    const createdAt = new Date(0).toISOString();
    const base = { tags: [], createdAt, updatedAt: createdAt, version: 1, childCount: 0 };
    const putAll = (contactIds: readonly string[], name: string) => {
      const requests = contactIds.map((id) => ({
        PutRequest: { Item: { ...keys.contact(clientId, id), ...base, id, name } },
      }));
      const RequestItems = { [open.table.tableName]: requests };
      return open.table.documents.send(new BatchWriteCommand({ RequestItems }));
    };
    await putAll(['0'], 'Needle');
    for (let lot = 0; lot < 44; lot += 1) {
      const ids = Array.from({ length: 25 }, (_, index) => `1-${lot}-${index}`);
      await putAll(ids, 'Hay');
    }

    const first = await search({ query: 'needle' });
    expect(first.contacts).toEqual([]);
    const second = await search({ query: 'needle', cursor: first.cursor });
    expect(second.contacts.map((contact) => contact.name)).toEqual(['Needle']);
  });

  it('answers a row that is broken with an error, not with a guess', async () => {
    const broken = { ...keys.contact(clientId, 'x'), id: 'x', name: 7 };
    const { documents, tableName } = open.table;
    await documents.send(new PutCommand({ TableName: tableName, Item: broken }));
    expect(await call('contacts_get-contacts', {})).toEqual({
      isError: true,
      text: 'The CRM could not do this right now. Try again.',
    });
  });
});

describe('two clients', () => {
  it('see nothing of each other', async () => {
    const mine = await create({});
    const other = await open.connect(randomUUID());
    const { id: contactId } = mine;
    const refused = [
      await other.callTool('contacts_get-contact', { contactId }),
      await other.callTool('contacts_update-contact', { contactId, city: 'Tampa' }),
      await other.callTool('contacts_delete-contact', { contactId }),
      await other.callTool('contacts_add-tags', { contactId, tags: ['x'] }),
      await other.callTool('contacts_create-note', { contactId, body: 'x' }),
      await other.callTool('contacts_get-notes', { contactId }),
      await other.callTool('contacts_create-task', { contactId, title: 'x' }),
      await other.callTool('contacts_get-all-tasks', { contactId }),
      await other.callTool('opportunities_create-opportunity', { contactId, name: 'x' }),
    ];

    expect(refused.map((result) => result.isError)).toEqual(refused.map(() => true));
    expect(readContacts(await other.callTool('contacts_get-contacts', {})).contacts).toEqual([]);
    const upserted = readContact(
      await other.callTool('contacts_upsert-contact', contactArguments()),
    );
    expect(upserted.id).not.toBe(contactId);
    expect(await open.crm.contacts.get(clientId, contactId)).toEqual(mine);
  });

  it('may use the same idempotency key', async () => {
    const other = await open.connect(randomUUID());
    const options = { idempotencyKey: 'same' };
    const ids = [
      readContact(await call('contacts_create-contact', contactArguments(), options)).id,
      readContact(await other.callTool('contacts_create-contact', contactArguments(), options)).id,
    ];
    expect(new Set(ids).size).toBe(2);
  });

  it('cannot go on with the cursor of the other', async () => {
    await create({});
    await create({});
    const { cursor } = await search({ limit: 1 });
    const other = await open.connect(randomUUID());
    const page = readContacts(await other.callTool('contacts_get-contacts', { cursor }));
    expect(page).toEqual({ contacts: [], cursor: null });
  });
});
