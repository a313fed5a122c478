import { describe, expect, it } from 'vitest';
import { fillAnswer } from '../../../../functions/agent/offline/slots/fill-answer.ts';
import { fillCorrection } from '../../../../functions/agent/offline/slots/fill-correction.ts';
import { email, text, texts, time, toProfile } from '../support/made-up-tools.ts';

const context = { language: 'en', now: new Date('2026-11-23T10:00:00Z') } as const;
const tool = toProfile('create_contact', {
  properties: {
    firstName: text,
    lastName: text,
    phone: text,
    email,
    city: text,
    title: text,
    body: text,
    category: text,
    tags: texts,
    count: { type: 'integer', minimum: 1, maximum: 200 },
    dueDate: time,
    isUrgent: { type: 'boolean' },
    contactId: text,
  },
  required: ['firstName', 'title', 'body', 'category', 'count', 'contactId', 'isUrgent'],
});

function answer(asked: readonly string[], said: string) {
  const slots = tool.slots.filter(({ key }) => asked.includes(key));
  const { values, targets, invalid } = fillAnswer(tool, new Map(), slots, said, context);
  return {
    values: Object.fromEntries(values),
    targets: Object.fromEntries(targets),
    invalid: invalid.map(({ key }) => key),
  };
}

describe('fillAnswer', () => {
  it.each([
    [
      ['phone', 'email'],
      'lina@example.com, 8135551234',
      { email: 'lina@example.com', phone: '+18135551234' },
    ],
    [['phone', 'email'], 'phone is 813-555-1234', { phone: '+18135551234' }],
    [
      ['firstName', 'phone'],
      'Lina Rosalex 8135551234',
      { firstName: 'Lina', lastName: 'Rosalex', phone: '+18135551234' },
    ],
    [['firstName'], 'her name is lina rosalex', { firstName: 'Lina', lastName: 'Rosalex' }],
    [['body'], 'Call Bob, then write: done!', { body: 'Call Bob, then write: done!' }],
    [['title', 'body'], 'Visit\nBring the offer', { title: 'Visit', body: 'Bring the offer' }],
    [
      ['title', 'body'],
      'body: bring the offer; title: Visit',
      { title: 'Visit', body: 'bring the offer' },
    ],
    [
      ['category', 'city', 'count'],
      'plumbers in Tampa, 50 of them',
      { category: 'plumbers', city: 'Tampa', count: 50 },
    ],
    [['city'], 'Tampa, Florida', { city: 'Tampa' }],
    [['tags'], 'vip, hot and new', { tags: ['vip', 'hot', 'new'] }],
    [['dueDate'], 'tomorrow at 3pm', { dueDate: '2026-11-24T15:00:00Z' }],
    [['isUrgent'], 'yes', { isUrgent: true }],
    [
      ['email'],
      'lina@example.com and her city is Tampa',
      { email: 'lina@example.com', city: 'Tampa' },
    ],
  ])('for %j reads %j', (asked, said, values) => {
    expect(answer(asked, said)).toEqual({ values, targets: {}, invalid: [] });
  });

  it.each([
    [['phone', 'email'], '555 lina@example', ['phone', 'email']],
    [['phone', 'email'], '8135551234 lina@example', ['email']],
    [['count'], '900', ['count']],
    [['count'], 'many', ['count']],
    [['email'], 'later', []],
    [['phone'], 'later', []],
  ])('for %j says what is wrong with %j', (asked, said, invalid) => {
    expect(answer(asked, said).invalid).toEqual(invalid);
  });

  it('takes the name of a record where its id is asked for', () => {
    expect(answer(['contactId'], 'Bob Stone')).toEqual({
      values: {},
      targets: { contactId: 'Bob Stone' },
      invalid: [],
    });
  });

  it('gives a plain value to no slot that was not asked for', () => {
    expect(answer(['email'], '8135551234').values).toEqual({});
  });
});

describe('fillCorrection', () => {
  const shown = new Map<string, string>([
    ['firstName', 'Lina'],
    ['email', 'lina@example.com'],
  ]);
  const correct = (said: string) => {
    const values = fillCorrection(tool, shown, said, context);
    return values && Object.fromEntries(values);
  };

  it.each([
    ['change the email to new@example.com', { email: 'new@example.com' }],
    ['no, the name is Lina Marie Rosalex', { firstName: 'Lina', lastName: 'Marie Rosalex' }],
    ['phone: 8135551234', { phone: '+18135551234' }],
    ['8135551234', { phone: '+18135551234' }],
    ['make it tomorrow', { dueDate: '2026-11-24T09:00:00Z' }],
    ['cambia el correo a nuevo@example.com', { email: 'nuevo@example.com' }],
  ])('reads %j', (said, changed) => {
    expect(correct(said)).toEqual({ firstName: 'Lina', email: 'lina@example.com', ...changed });
  });

  it.each(['yes', 'no', 'what?', 'lina@example.com', 'the email is lina@example.com'])(
    'finds nothing to change in %j',
    (said) => {
      expect(correct(said)).toBeNull();
    },
  );
});
