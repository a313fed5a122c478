import type { JSONSchema7 } from 'ai';
import { describe, expect, it } from 'vitest';
import { fitsSlot } from '../../../../functions/agent/offline/slots/fits-slot.ts';
import { readSlotValue } from '../../../../functions/agent/offline/slots/read-slot-value.ts';
import { toProfile } from '../support/made-up-tools.ts';

const slotOf = (schema: JSONSchema7, name = 'value') => {
  const [slot] = toProfile('create_thing', { properties: { [name]: schema } }).slots;
  if (!slot) throw new Error('a property is a slot');
  return slot;
};

describe('fitsSlot', () => {
  it.each<[JSONSchema7, string | number, boolean]>([
    [{ type: 'integer', minimum: 1, maximum: 3 }, 3, true],
    [{ type: 'integer', minimum: 1, maximum: 3 }, 4, false],
    [{ type: 'integer', exclusiveMinimum: 0 }, 0, false],
    [{ type: 'integer', exclusiveMinimum: 0 }, 1, true],
    [{ type: 'number', exclusiveMaximum: 1 }, 1, false],
    [{ type: 'string', minLength: 2, maxLength: 3 }, 'a', false],
    [{ type: 'string', minLength: 2, maxLength: 3 }, 'abc', true],
    [{ type: 'string', maxLength: 3 }, 'abcd', false],
    [{ type: 'string' }, '', false],
    [{ type: 'string', enum: ['open', 'won'] }, 'won', true],
    [{ type: 'string', enum: ['open', 'won'] }, 'lost', false],
    [{ type: 'string', pattern: '^[A-Z]{3}$' }, 'ABC', true],
    [{ type: 'string', pattern: '^[A-Z]{3}$' }, 'abc', false],
  ])('holds %j against %j: %j', (schema, value, fits) => {
    expect(fitsSlot(slotOf(schema), value)).toBe(fits);
  });

  it.each(['^(a+)+$', '(?=a)b', '(a)\\1', '^a*b*c*$', '[', `^${'a'.repeat(300)}$`])(
    'leaves the pattern %j to the tool',
    (pattern) => {
      expect(fitsSlot(slotOf({ type: 'string', pattern }), 'anything')).toBe(true);
    },
  );
});

describe('readSlotValue', () => {
  const context = { language: 'en', now: null } as const;

  it.each<[string, JSONSchema7, string, unknown]>([
    ['email', { type: 'string' }, 'it is Lina@Example.com', 'lina@example.com'],
    ['email', { type: 'string' }, 'none of that', undefined],
    ['phone', { type: 'string' }, '813-555-1234', '+18135551234'],
    ['website', { type: 'string' }, 'www.example.com', 'https://www.example.com'],
    ['count', { type: 'integer' }, '2.5 or 3', 3],
    ['isDone', { type: 'boolean' }, 'yes', true],
    ['isDone', { type: 'boolean' }, 'sí', true],
    ['isDone', { type: 'boolean' }, 'no', false],
    ['isDone', { type: 'boolean' }, 'nobody', undefined],
    ['status', { type: 'string', enum: ['in_progress', 'done'] }, 'in progress', 'in_progress'],
    ['date', { type: 'string' }, '2026-12-01', '2026-12-01'],
    [
      'tags',
      { type: 'array', items: { type: 'string' } },
      'vip, hot and new',
      ['vip', 'hot', 'new'],
    ],
    [
      'emails',
      { type: 'array', items: { type: 'string', format: 'email' } },
      'a@x.com; b@x.com',
      ['a@x.com', 'b@x.com'],
    ],
    ['title', { type: 'string' }, ' "Buy milk", ', 'Buy milk'],
    ['city', { type: 'string' }, 'Tampa, Florida', 'Tampa'],
    ['state', { type: 'string' }, 'FL', 'Florida'],
  ])('reads %s %j from %j as %j', (name, schema, said, value) => {
    expect(readSlotValue(slotOf(schema, name), said, context)).toEqual(value);
  });
});
