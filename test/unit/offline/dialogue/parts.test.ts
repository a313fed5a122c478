import { describe, expect, it } from 'vitest';
import { buildInput } from '../../../../functions/agent/offline/dialogue/build-input.ts';
import { findLookup } from '../../../../functions/agent/offline/dialogue/find-lookup.ts';
import { matchRecords } from '../../../../functions/agent/offline/dialogue/match-records.ts';
import { withFixedValues } from '../../../../functions/agent/offline/dialogue/missing-slots.ts';
import { readChoice } from '../../../../functions/agent/offline/dialogue/read-choice.ts';
import { reads, text, toProfile, toProfiles, type MadeUpTool } from '../support/made-up-tools.ts';

const taskFor = (madeUp: MadeUpTool, values: Record<string, string> = {}) => ({
  tool: toProfile('create_thing', madeUp),
  values: new Map(Object.entries(values)),
  targets: new Map<string, string>(),
  targetNames: new Map<string, string>(),
  asked: new Set<string>(),
});

describe('readChoice', () => {
  const options = ['Lina Rosalex lina@example.com', 'Lina Perez perez@example.com'];

  it.each([
    ['1', 0],
    ['the second one', 1],
    ['la primera', 0],
    ['perez', 1],
    ['Lina Rosalex', 0],
    ['lina', null],
    ['3', null],
    ['', null],
    ['somebody else', null],
  ])('takes %j for %j', (message, index) => {
    expect(readChoice(message, options)).toBe(index);
  });
});

describe('matchRecords', () => {
  const records = [
    { id: 'c_1', name: 'Lina Rosalex', phone: '+18135551234' },
    { id: 'c_2', firstName: 'Lina', lastName: 'Rosalex Perez', tags: ['vip'] },
    { contactId: 3, name: 'José' },
    { name: 'Nobody' },
  ];
  const idsOf = (target: string) => matchRecords(records, 'contact', target).map(({ id }) => id);

  it.each([
    ['Lina', ['c_1', 'c_2']],
    ['lina rosalex', ['c_1']],
    ['Rosalex Lina', ['c_1', 'c_2']],
    ['+18135551234', ['c_1']],
    ['jose', ['3']],
    ['vip', ['c_2']],
    ['nobody', []],
  ])('finds by %j the records %j', (target, ids) => {
    expect(idsOf(target)).toEqual(ids);
  });

  it('finds the one record that an answer is about', () => {
    expect(matchRecords({ contact: records[0] ?? null }, 'contact', 'Lina')).toHaveLength(1);
  });
});

describe('findLookup', () => {
  const finder: MadeUpTool = { properties: { query: text }, hints: reads };

  it('searches rather than lists', () => {
    const tools = toProfiles({ list_contacts: { hints: reads }, find_contacts: finder });
    expect(findLookup(tools, 'contact', 'Lina', {})).toMatchObject({
      tool: { name: 'find_contacts' },
      input: { query: 'Lina' },
    });
  });

  it('lists when nothing searches', () => {
    const tools = toProfiles({ list_contacts: { hints: reads } });
    expect(findLookup(tools, 'contact', 'Lina', {})).toMatchObject({ input: {} });
  });

  it.each<[string, Record<string, MadeUpTool>]>([
    ['writes', { find_contacts: { properties: { query: text } } }],
    ['finds something else', { find_notes: finder }],
    [
      'requires more',
      {
        find_contacts: {
          ...finder,
          required: ['query', 'folder'],
          properties: { query: text, folder: { type: 'integer' } },
        },
      },
    ],
  ])('uses no tool that %s', (_why, tools) => {
    expect(findLookup(toProfiles(tools), 'contact', 'Lina', {})).toBeNull();
  });
});

describe('buildInput', () => {
  const customer = {
    type: 'object',
    properties: { name: text, vat: text },
    required: ['name'],
  } as const;

  it('nests values as the schema does', () => {
    const task = taskFor(
      { properties: { customer, title: text } },
      { 'customer/name': 'Lina', title: 'x' },
    );
    expect(buildInput(task)).toEqual({ customer: { name: 'Lina' }, title: 'x' });
  });

  it('has a required object even when nothing in it is set', () => {
    const open = { type: 'object', properties: { note: text } } as const;
    const madeUp = { properties: { open }, required: ['open'] };
    expect(buildInput(withFixedValues(taskFor(madeUp)))).toEqual({ open: {} });
    expect(buildInput(withFixedValues(taskFor(madeUp, { 'open/note': 'x' })))).toEqual({
      open: { note: 'x' },
    });
  });

  it('has constants, and defaults of what is required', () => {
    const madeUp = {
      properties: {
        kind: { const: 'note' },
        size: { type: 'integer', default: 5 },
        color: { ...text, default: 'red' },
      },
      required: ['kind', 'size'],
    } as const;
    const mutable = { properties: madeUp.properties, required: [...madeUp.required] };
    expect(buildInput(withFixedValues(taskFor(mutable)))).toEqual({ kind: 'note', size: 5 });
  });
});
