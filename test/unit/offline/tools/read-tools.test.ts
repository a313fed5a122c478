import { describe, expect, it } from 'vitest';
import { readTools } from '../../../../functions/agent/offline/tools/read-tools.ts';
import { offlineLimits } from '../../../../functions/agent/offline/offline-limits.ts';
import { text, toProfile } from '../support/made-up-tools.ts';

describe('the name of a tool', () => {
  it.each([
    ['contacts_create-contact', 'create', 'contact'],
    ['contacts_get-all-tasks', 'find', 'task'],
    ['contacts_remove-tags', 'delete', 'tag'],
    ['opportunities_search-opportunity', 'find', 'opportunity'],
    ['tokens_get-balance', 'find', 'balance'],
    ['outbound_call', 'call', null],
    ['create_call', 'create', 'call'],
    ['list_calls', 'find', 'call'],
    ['schedule_post', 'schedule', 'post'],
    ['blogs_create-blog-post', 'create', 'post'],
    ['collect_businesses', 'collect', 'business'],
    ['sendEmail', 'send', 'email'],
    ['crearContacto', 'create', 'contact'],
    ['x1', null, 'x1'],
  ])('%j does %j to %j', (name, action, head) => {
    expect(toProfile(name)).toMatchObject({ action, head });
  });

  it.each([
    ['contacts_create-contact', 'Create contact'],
    ['outbound_call', 'Outbound call'],
    ['bookAppointment', 'Book appointment'],
  ])('%j reads %j', (name, title) => {
    expect(toProfile(name).title).toBe(title);
  });
});

describe('the hints of a tool', () => {
  it('are read from its provider options', () => {
    const hints = { title: 'Place a call', isReadOnly: false, needsApproval: true, tokens: 1 };
    expect(toProfile('outbound_call', { hints })).toMatchObject(hints);
  });

  it.each([undefined, {}, { isReadOnly: 'yes', tokens: -1, title: 7 } as never])(
    'make a write of it when they are %j',
    (hints) => {
      expect(toProfile('send_fax', { hints })).toMatchObject({
        title: 'Send fax',
        isReadOnly: false,
        needsApproval: false,
        tokens: 0,
      });
    },
  );
});

describe('readTools', () => {
  it('reads no more tools than its limit, and none of a provider', () => {
    const many = Array.from({ length: 200 }, (_, index) => ({
      type: 'function' as const,
      name: `tool_${index}`,
      inputSchema: {},
    }));
    const provided = { type: 'provider', id: 'a.search', name: 'search', args: {} } as const;
    expect(readTools([provided, ...many])).toHaveLength(offlineLimits.toolCount);
    expect(readTools(undefined)).toEqual([]);
  });
});

describe('the arguments of a tool', () => {
  const kindsOf = (names: readonly string[], tool = 'create_contact') =>
    Object.fromEntries(
      toProfile(tool, {
        properties: Object.fromEntries(names.map((name) => [name, text])),
      }).slots.map(({ key, kind }) => [key, kind]),
    );

  it('are known by their names', () => {
    const kinds = {
      firstName: 'first-name',
      last_name: 'last-name',
      fullName: 'full-name',
      name: 'full-name',
      companyName: 'company',
      workEmail: 'email',
      phoneNumber: 'phone',
      website: 'url',
      contactId: 'id',
      birthday: 'date',
      scheduledAt: 'date-time',
      city: 'city',
      address: 'place',
      query: 'query',
      category: 'topic',
      subject: 'title',
      body: 'content',
      locale: 'text',
    };
    expect(kindsOf(Object.keys(kinds))).toEqual(kinds);
  });

  it('called "name" are a title where the tool works on no person', () => {
    expect(kindsOf(['name'], 'create_project')).toEqual({ name: 'title' });
  });

  it('come with people first and required ones before optional ones', () => {
    const tool = {
      properties: { tags: text, email: text, phone: text, firstName: text },
      required: ['tags'],
    };
    expect(toProfile('create_contact', tool).slots.map(({ key }) => key)).toEqual([
      'tags',
      'firstName',
      'phone',
      'email',
    ]);
  });

  it('in an object are read one by one', () => {
    const customer = { type: 'object', properties: { name: text }, required: ['name'] } as const;
    const [slot] = toProfile('create_invoice', { properties: { customer } }).slots;
    expect(slot).toMatchObject({
      path: ['customer', 'name'],
      kind: 'full-name',
      isRequired: true,
      optionalParents: ['customer'],
    });
  });

  it('are followed to a definition, and to the branch that is not null', () => {
    const [tool] = readTools([
      {
        type: 'function',
        name: 'set_status',
        inputSchema: {
          type: 'object',
          properties: { status: { anyOf: [{ type: 'null' }, { $ref: '#/$defs/status' }] } },
          $defs: { status: { type: 'string', enum: ['on', 'off'] } },
        } as never,
      },
    ]);
    expect(tool?.slots[0]).toMatchObject({ kind: 'choice', choices: ['on', 'off'] });
  });

  it('that may be a date or a date and time take both', () => {
    const dueDate = {
      anyOf: [
        { type: 'string', format: 'date' },
        { type: 'string', format: 'date-time' },
      ],
    } as const;
    const anyOf = [...dueDate.anyOf];
    const [slot] = toProfile('create_task', { properties: { dueDate: { anyOf } } }).slots;
    expect(slot?.kind).toBe('date-time');
  });

  it('named like a part of every object are left out', () => {
    const properties = JSON.parse('{"__proto__": {"type": "string"}, "title": {"type": "string"}}');
    expect(toProfile('create_thing', { properties }).slots.map(({ key }) => key)).toEqual([
      'title',
    ]);
  });

  it('of a shape that no sentence has cannot be filled', () => {
    const rows = { type: 'array', items: { type: 'object' } } as const;
    expect(toProfile('import_rows', { properties: { rows } }).slots[0]?.kind).toBe('unsupported');
  });
});
