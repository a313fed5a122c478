import { describe, expect, it } from 'vitest';
import { phrasesEn } from '../../../../functions/agent/offline/language/phrases-en.ts';
import { phrasesEs } from '../../../../functions/agent/offline/language/phrases-es.ts';
import { escapeMarkdown } from '../../../../functions/agent/offline/results/escape-markdown.ts';
import {
  findList,
  findRecord,
  findRecords,
} from '../../../../functions/agent/offline/results/find-records.ts';
import { formatValue } from '../../../../functions/agent/offline/results/format-value.ts';
import { labelOf } from '../../../../functions/agent/offline/results/label-of.ts';
import { nameRecord, properName } from '../../../../functions/agent/offline/results/name-record.ts';

describe('escapeMarkdown', () => {
  it.each([
    ['Lina', 'Lina'],
    ['[x](y) ![z]', '\\[x\\](y) !\\[z\\]'],
    ['a | b\n# c', 'a \\| b # c'],
    ['lina_rosalex@example.com', 'lina_rosalex@example.com'],
    ['*bold* `code` <b> \\', '\\*bold\\* \\`code\\` \\<b\\> \\\\'],
  ])('makes plain text of %j', (text, escaped) => {
    expect(escapeMarkdown(text)).toBe(escaped);
  });

  it('cuts a long text and says so', () => {
    expect(escapeMarkdown('a'.repeat(500), 10)).toBe(`${'a'.repeat(9)}…`);
  });
});

describe('formatValue', () => {
  it.each([
    ['2026-12-01T09:00:00Z', '2026-12-01 09:00 UTC'],
    ['2026-12-01T09:00:00.000Z', '2026-12-01 09:00 UTC'],
    ['2026-12-01', '2026-12-01'],
    [true, 'yes'],
    [false, 'no'],
    [0, '0'],
    [null, ''],
    [undefined, ''],
    [['vip', 'a|b', { x: 1 }], 'vip, a\\|b'],
    [{ city: 'Tampa', state: null }, 'Tampa'],
  ])('shows %j as %j', (value, shown) => {
    expect(formatValue(value, phrasesEn)).toBe(shown);
  });

  it('says yes in Spanish', () => {
    expect(formatValue(true, phrasesEs)).toBe('sí');
  });
});

describe('labelOf', () => {
  it.each([
    ['dueDate', 'Due date', 'Vence'],
    ['company_name', 'Company', 'Empresa'],
    ['email', 'Email', 'Correo'],
    ['monetaryValue', 'Monetary value', 'Monetary value'],
    ['constructor', 'Constructor', 'Constructor'],
  ])('calls %j %j and %j', (field, english, spanish) => {
    expect(labelOf(field, phrasesEn)).toBe(english);
    expect(labelOf(field, phrasesEs)).toBe(spanish);
  });
});

describe('the name of a record', () => {
  it.each([
    [{ firstName: 'Lina', lastName: 'Rosalex', name: 'x' }, 'Lina Rosalex'],
    [{ firstName: 'Lina' }, 'Lina'],
    [{ lastName: 'Rosalex', name: 'Lina R.' }, 'Lina R.'],
    [{ title: ' Call Bob ' }, 'Call Bob'],
    [{ name: '' }, null],
    [{}, null],
  ])('of %j is %j', (record, name) => {
    expect(properName(record)).toBe(name);
  });

  it('is a detail where there is nothing better', () => {
    expect(nameRecord({ id: 'c_1', email: 'lina@example.com' })).toBe('lina@example.com');
    expect(nameRecord({ id: 'c_1' })).toBe('c_1');
  });
});

describe('what an answer holds', () => {
  const lina = { id: 'c_1', name: 'Lina' };

  it('is its list, wherever that stands', () => {
    expect(findList([lina])).toEqual([lina]);
    expect(findList({ page: 1, result: { items: [lina] } })).toEqual([lina]);
    expect(findList({ a: { b: { c: { d: [lina] } } } })).toBeNull();
    expect(findList('text')).toBeNull();
  });

  it('is its record, itself or in its only field', () => {
    expect(findRecord({ contact: lina })).toEqual(lina);
    expect(findRecord({ contact: lina, traceId: 'x' })).toEqual(lina);
    expect(findRecord({ ...lina, address: { city: 'Tampa' } })).toMatchObject({ id: 'c_1' });
    expect(findRecord([lina])).toBeNull();
  });

  it('is its records, however many', () => {
    expect(findRecords({ contacts: [lina, 'x', null] })).toEqual([lina]);
    expect(findRecords({ contact: lina })).toEqual([lina]);
    expect(findRecords('none')).toEqual([]);
  });
});
