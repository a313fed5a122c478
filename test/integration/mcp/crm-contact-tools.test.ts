import { randomUUID } from 'node:crypto';
import { beforeAll, describe, expect, it } from 'vitest';
import * as z from 'zod';
import type { ToolConnection } from '../../../functions/mcp/tool-connection.ts';
import { contactArguments, openCrm, type OpenCrm } from './open-crm.ts';
import { readContact, readContacts, readStructured } from './read-structured.ts';

let open: OpenCrm;
let connection: ToolConnection;
let call: ToolConnection['callTool'];

beforeAll(async () => {
  open = await openCrm();
  connection = await open.connect('15');
  call = connection.callTool;
});

const createContact = async (overrides: Record<string, unknown> = {}) =>
  readContact(await call('contacts_create-contact', contactArguments(overrides)));

describe('contacts_create-contact', () => {
  it('creates a contact with a normalised phone and e-mail', async () => {
    const created = await call(
      'contacts_create-contact',
      contactArguments({ phone: '(813) 555-1234', email: ' Lina@Example.COM ', tags: ['VIP'] }),
    );

    const contact = readContact(created);
    expect(contact).toMatchObject({
      name: 'Lina Rosalex',
      phone: '+18135551234',
      email: 'lina@example.com',
      tags: ['vip'],
    });
    expect(created.text).toContain('Contact created');
    expect(created.text).toContain(contact.id);
    expect(await open.crm.contacts.get('15', contact.id)).toEqual(contact);
  });

  it.each([['phone'], ['email']])('takes a contact without %s', async (absent) => {
    const contact = await createContact({ [absent]: undefined });
    expect(contact).not.toHaveProperty(absent);
  });

  it('asks for a phone number or an e-mail address when neither is given', async () => {
    const result = await call('contacts_create-contact', { firstName: 'Lina', email: '' });
    expect(result).toEqual({
      isError: true,
      text: 'A contact needs a phone number or an e-mail address. Ask for one of them.',
    });
  });

  it.each([
    ['email', 'lina@', 'That is not a valid e-mail address. Ask for it again.'],
    ['phone', '12', 'That is not a valid phone number.'],
  ])('says that the %s %o is not valid', async (field, value, sentence) => {
    const result = await call('contacts_create-contact', contactArguments({ [field]: value }));
    expect(result.isError).toBe(true);
    expect(result.text).toContain(sentence);
  });

  it('makes one contact for one idempotency key, however often and however worded', async () => {
    const idempotencyKey = `message:${randomUUID()}`;
    const first = readContact(
      await call('contacts_create-contact', contactArguments(), { idempotencyKey }),
    );
    const again = await call('contacts_create-contact', contactArguments({ lastName: 'R.' }), {
      idempotencyKey,
    });

    expect(readContact(again)).toEqual(first);
    expect(again.text).toContain('created before');
  });

  it('makes one contact of ten concurrent calls with one key', async () => {
    const clientId = randomUUID();
    const { callTool, close } = await open.connect(clientId);
    const results = await Promise.all(
      Array.from({ length: 10 }, () =>
        callTool('contacts_create-contact', contactArguments(), { idempotencyKey: 'one' }),
      ),
    );

    expect(new Set(results.map((result) => readContact(result).id)).size).toBe(1);
    expect(readContacts(await callTool('contacts_get-contacts', {})).contacts).toHaveLength(1);
    await close();
  });

  it('makes two contacts for two keys and for none', async () => {
    const ids = [
      readContact(await call('contacts_create-contact', contactArguments())).id,
      readContact(await call('contacts_create-contact', contactArguments())).id,
    ];
    expect(new Set(ids).size).toBe(2);
  });

  it('says so when the contact of a retried call was deleted', async () => {
    const idempotencyKey = randomUUID();
    const { id: contactId } = readContact(
      await call('contacts_create-contact', contactArguments(), { idempotencyKey }),
    );
    await call('contacts_delete-contact', { contactId });

    const again = await call('contacts_create-contact', contactArguments(), { idempotencyKey });
    expect(again).toMatchObject({ isError: true, text: expect.stringContaining('deleted since') });
  });
});

describe('contacts_get-contact', () => {
  it('reads a contact', async () => {
    const contact = await createContact();
    const { id: contactId } = contact;
    expect(readContact(await call('contacts_get-contact', { contactId }))).toEqual(contact);
  });

  it('says that a contact does not exist', async () => {
    const result = await call('contacts_get-contact', { contactId: 'nobody' });
    expect(result).toEqual({
      isError: true,
      text: 'There is no contact with this contactId.',
    });
  });
});

describe('contacts_update-contact', () => {
  it('changes the given fields and leaves the others', async () => {
    const { id: contactId } = await createContact({ city: 'Tampa', companyName: 'Rosalex Realty' });
    const changed = readContact(
      await call('contacts_update-contact', { contactId, lastName: 'Rosa', city: '' }),
    );
    expect(changed).toMatchObject({ name: 'Lina Rosa', companyName: 'Rosalex Realty' });
    expect(changed).not.toHaveProperty('city');
  });

  it('does not take away the last way to reach a contact', async () => {
    const { id: contactId } = await createContact({ phone: undefined });
    const result = await call('contacts_update-contact', { contactId, email: '' });
    expect(result.isError).toBe(true);
    expect(readContact(await call('contacts_get-contact', { contactId })).email).toBe(
      'lina@example.com',
    );
  });

  it('keeps every one of five concurrent changes to different fields', async () => {
    const { id: contactId } = await createContact();
    const changes = { city: 'Tampa', state: 'FL', country: 'US', source: 'fair', address1: 'A 1' };
    const results = await Promise.all(
      Object.entries(changes).map(([field, value]) =>
        call('contacts_update-contact', { contactId, [field]: value }),
      ),
    );
    results.forEach(readContact);
    expect(readContact(await call('contacts_get-contact', { contactId }))).toMatchObject(changes);
  });

  it('says that a contact to change does not exist', async () => {
    const result = await call('contacts_update-contact', { contactId: 'nobody', city: 'Tampa' });
    expect(result.isError).toBe(true);
  });
});

describe('contacts_upsert-contact', () => {
  const upsert = async (args: Record<string, unknown>) => {
    const result = await call('contacts_upsert-contact', args);
    const { new: isNew } = readStructured(result, z.looseObject({ new: z.boolean() }));
    return { ...readContact(result), isNew };
  };

  it('creates, and then finds by the e-mail in any case', async () => {
    const email = `${randomUUID()}@example.com`;
    const first = await upsert({ firstName: 'Ana', email, tags: ['buyer'] });
    const second = await upsert({ email: email.toUpperCase(), city: 'Tampa', tags: ['vip'] });

    expect(first.isNew).toBe(true);
    expect(second).toMatchObject({
      id: first.id,
      isNew: false,
      name: 'Ana',
      city: 'Tampa',
      tags: ['buyer', 'vip'],
    });
  });

  it('finds by the phone when the e-mail is new', async () => {
    const contact = await createContact({ phone: '+34 612 345 678', email: undefined });
    const email = `${randomUUID()}@example.com`;
    const found = await upsert({ phone: '0034612345678', email });
    expect(found).toMatchObject({ id: contact.id, email, isNew: false });
  });

  it('no longer finds a contact by an e-mail it had', async () => {
    const email = `${randomUUID()}@example.com`;
    const first = await upsert({ firstName: 'Ana', email });
    await call('contacts_update-contact', {
      contactId: first.id,
      email: `new-${email}`,
    });
    const second = await upsert({ firstName: 'Ben', email });
    expect(second).toMatchObject({ isNew: true, name: 'Ben' });
    expect(second.id).not.toBe(first.id);
  });

  it('makes one contact of five concurrent calls', async () => {
    const email = `${randomUUID()}@example.com`;
    const upserted = await Promise.all(
      Array.from({ length: 5 }, () => upsert({ firstName: 'Ana', email })),
    );
    expect(new Set(upserted.map((contact) => contact.id)).size).toBe(1);
    expect(upserted.filter((contact) => contact.isNew)).toHaveLength(1);
  });

  it('asks for a name when it would create a contact without one', async () => {
    const result = await call('contacts_upsert-contact', { email: `${randomUUID()}@example.com` });
    expect(result).toEqual({
      isError: true,
      text: 'A contact needs a name. Ask for the first name.',
    });
  });

  it('asks for what to find the contact by', async () => {
    const result = await call('contacts_upsert-contact', { firstName: 'Ana' });
    expect(result.isError).toBe(true);
  });
});

describe('contacts_delete-contact', () => {
  it('deletes a contact with its notes and tasks', async () => {
    const { id: contactId } = await createContact();
    for (let index = 0; index < 30; index += 1) {
      await call('contacts_create-note', { contactId, body: `note ${index}` });
    }
    await call('contacts_create-task', { contactId, title: 'Call back' });

    const deleted = await call('contacts_delete-contact', { contactId });
    expect(deleted).toMatchObject({ isError: false, structured: { contactId, deleted: true } });
    expect((await call('contacts_get-contact', { contactId })).isError).toBe(true);
    const page = { limit: 100 };
    expect((await open.crm.notes.list('15', contactId, page)).rows).toEqual([]);
    expect((await open.crm.tasks.list('15', contactId, page)).rows).toEqual([]);
  });

  it('says that a contact to delete does not exist', async () => {
    expect((await call('contacts_delete-contact', { contactId: 'nobody' })).isError).toBe(true);
  });
});

describe('tags', () => {
  it('adds tags without repeats and removes them in any case', async () => {
    const { id: contactId } = await createContact({ tags: ['buyer'] });
    const added = await call('contacts_add-tags', { contactId, tags: ['Buyer', 'VIP'] });
    expect(added.structured).toEqual({ contactId, tags: ['buyer', 'vip'] });

    const removed = await call('contacts_remove-tags', { contactId, tags: ['BUYER', 'other'] });
    expect(removed.structured).toEqual({ contactId, tags: ['vip'] });
  });

  it('refuses more tags than a contact can have', async () => {
    const { id: contactId } = await createContact();
    const tags = (prefix: string) => Array.from({ length: 30 }, (_, index) => `${prefix}${index}`);
    expect((await call('contacts_add-tags', { contactId, tags: tags('a') })).isError).toBe(false);
    const result = await call('contacts_add-tags', { contactId, tags: tags('b') });
    expect(result).toEqual({ isError: true, text: 'A contact can have at most 50 tags.' });
  });
});
