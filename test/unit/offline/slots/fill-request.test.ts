import { describe, expect, it } from 'vitest';
import { fillRequest } from '../../../../functions/agent/offline/slots/fill-request.ts';
import type { MadeUpTool } from '../support/made-up-tools.ts';
import { email, reads, text, texts, time, toProfile } from '../support/made-up-tools.ts';

const context = { language: 'en', now: new Date('2026-11-23T10:00:00Z') } as const;

const fill = (name: string, tool: MadeUpTool, message: string) => {
  const { values, targets } = fillRequest(toProfile(name, tool), message, context);
  const [target] = targets.values();
  return { ...Object.fromEntries(values), ...(target !== undefined && { target }) };
};

const contact: MadeUpTool = {
  properties: {
    firstName: text,
    lastName: text,
    email,
    phone: text,
    companyName: text,
    tags: texts,
  },
  required: ['firstName'],
};

describe('values that are named', () => {
  it.each([
    [
      'create contact first name: Lina, last name: Rosalex',
      { firstName: 'Lina', lastName: 'Rosalex' },
    ],
    ['create contact name: Lina Rosalex', { firstName: 'Lina', lastName: 'Rosalex' }],
    [
      'new contact, her name is Lina Rosalex and her phone is 813 555 1234',
      { firstName: 'Lina', lastName: 'Rosalex', phone: '+18135551234' },
    ],
    [
      'crear contacto nombre: Lina Rosalex, teléfono: 8135551234',
      { firstName: 'Lina', lastName: 'Rosalex', phone: '+18135551234' },
    ],
    [
      'create contact\nname: Lina\nemail: lina@example.com\ncompany: Acme, Inc.',
      { firstName: 'Lina', email: 'lina@example.com', companyName: 'Acme' },
    ],
    [
      'create contact Lina with tags: vip, hot lead',
      { firstName: 'Lina', tags: ['vip', 'hot lead'] },
    ],
  ])('are read from %j', (message, values) => {
    expect(fill('create_contact', contact, message)).toEqual(values);
  });

  it('of two alike go to the slot they name', () => {
    const tool = {
      properties: { startDate: { ...text, format: 'date' }, endDate: { ...text, format: 'date' } },
    };
    expect(
      fill('plan_trip', tool, 'plan a trip, end date: 2026-12-24, start date: 2026-12-20'),
    ).toEqual({
      startDate: '2026-12-20',
      endDate: '2026-12-24',
    });
  });
});

describe('one name', () => {
  it('is kept whole where the schema has one slot for it', () => {
    const tool = { properties: { name: text }, required: ['name'] };
    expect(fill('create_contact', tool, 'create contact Lina Rosalex')).toEqual({
      name: 'Lina Rosalex',
    });
    expect(
      fill('create_contact', { properties: { fullName: text } }, 'add contact lina rosalex'),
    ).toEqual({
      fullName: 'Lina Rosalex',
    });
  });

  it('of a thing may hold the name of such things', () => {
    const tool = {
      properties: { name: text, value: { type: 'number' } as const },
      required: ['name'],
    };
    expect(fill('create_opportunity', tool, 'create opportunity Big deal worth $5,000')).toEqual({
      name: 'Big deal',
      value: 5000,
    });
  });

  it('of a thing is its title, as written', () => {
    const tool = { properties: { name: text }, required: ['name'] };
    expect(fill('create_project', tool, 'create project big website 2.0')).toEqual({
      name: 'big website 2.0',
    });
  });
});

describe('what to search for', () => {
  const search: MadeUpTool = { properties: { query: text }, hints: reads };

  it.each([
    ['find contacts named Lina', { query: 'Lina' }],
    ['find lina@example.com', { query: 'lina@example.com' }],
    ['search contacts in Tampa', { query: 'Tampa' }],
    ['show my contacts', {}],
    ['list all the contacts please', {}],
    ['busca el contacto de Lina', { query: 'Lina' }],
  ])('is read from %j', (message, values) => {
    expect(fill('get_contacts', search, message)).toEqual(values);
  });
});

describe('values by their form', () => {
  it('choose among allowed values in the order of the text', () => {
    const platforms = {
      type: 'array',
      items: { type: 'string', enum: ['facebook', 'instagram'] },
    } as const;
    const tool = { properties: { platforms, content: text }, required: ['platforms', 'content'] };
    expect(
      fill('publish_post', tool, 'publish on Instagram and Facebook: visit our facebook page'),
    ).toEqual({
      platforms: ['instagram', 'facebook'],
      content: 'visit our facebook page',
    });
  });

  it('give money to the slot for money and a count to what is counted', () => {
    const integer = { type: 'integer' } as const;
    const tool = { properties: { seats: integer, price: { type: 'number' } as const } };
    expect(fill('create_event', tool, 'create an event for $20 with 30 seats')).toEqual({
      seats: 30,
      price: 20,
    });
  });

  it('stay in a text that has no slot for them', () => {
    const tool = { properties: { body: text }, required: ['body'] };
    expect(fill('create_note', tool, 'add note: call 8135551234 tomorrow')).toEqual({
      body: 'call 8135551234 tomorrow',
    });
  });

  it('take dates before phone numbers, as both are digits', () => {
    const tool = { properties: { phone: text, when: time }, required: ['phone', 'when'] };
    expect(fill('schedule_call', tool, 'schedule a call 2026-12-01 15:00 to 813-555-1234')).toEqual(
      {
        phone: '+18135551234',
        when: '2026-12-01T15:00:00Z',
      },
    );
  });
});

describe('the record to work on', () => {
  const update: MadeUpTool = {
    properties: {
      contactId: text,
      firstName: text,
      lastName: text,
      email,
      phone: text,
      city: text,
    },
    required: ['contactId'],
  };

  it.each([
    [
      "update Lina Rosalex's email to new@example.com",
      { target: 'Lina Rosalex', email: 'new@example.com' },
    ],
    ['change the phone of Lina to 8135551234', { target: 'Lina', phone: '+18135551234' }],
    [
      'set the city of Bob Stone to Tampa and the phone to 8135551234',
      { target: 'Bob Stone', city: 'Tampa', phone: '+18135551234' },
    ],
    [
      'update contact lina@example.com phone: 8135551234',
      { target: 'lina@example.com', phone: '+18135551234' },
    ],
    [
      'change the name of Bob Stone to Robert Stone',
      { target: 'Bob Stone', firstName: 'Robert', lastName: 'Stone' },
    ],
    ['update contact c_9f8e7d6c city: Miami', { contactId: 'c_9f8e7d6c', city: 'Miami' }],
    [
      'cambia el teléfono de Lina Rosalex a 8135551234',
      { target: 'Lina Rosalex', phone: '+18135551234' },
    ],
  ])('is told from its new values in %j', (message, values) => {
    expect(fill('update_contact', update, message)).toEqual(values);
  });
});
