import { describe, expect, it } from 'vitest';
import { itemBytes } from '../../bench/write-units/item-bytes.ts';

describe('the size of an item', () => {
  it.each([
    ['text in UTF-8, not in characters', { S: 'Léa' }, 4],
    ['nothing for empty text', { S: '' }, 0],
    ['zero in one byte', { N: '0' }, 1],
    ['two digits in one byte more', { N: '42' }, 2],
    ['three digits in two bytes more', { N: '142' }, 3],
    ['no zeros at the end', { N: '1000000000' }, 2],
    ['a negative number with a byte for its sign', { N: '-142' }, 4],
    ['a fraction by its digits', { N: '0.025' }, 2],
    ['an exponent by its digits', { N: '1.5E+10' }, 2],
    ['true in one byte', { BOOL: true }, 1],
    ['null in one byte', { NULL: true }, 1],
    ['bytes as they are', { B: new Uint8Array(7) }, 7],
    ['a list with three bytes, and one for each element', { L: [{ S: 'ab' }, { N: '1' }] }, 9],
    ['an empty map in three bytes', { M: {} }, 3],
    ['a map with its names, and one byte for each', { M: { kind: { S: 'plan' } } }, 12],
  ])('counts %s', (_what, value, bytes) => {
    expect(itemBytes({ a: value })).toBe('a'.length + bytes);
  });

  it('adds up all attributes, keys included', () => {
    expect(itemBytes({ pk: { S: 'ACCOUNT#7' }, sk: { S: 'STATE' }, available: { N: '97' } })).toBe(
      2 + 9 + (2 + 5) + (9 + 2),
    );
  });

  it('refuses a set, which the ledger never writes', () => {
    expect(() => itemBytes({ tags: { SS: ['a'] } })).toThrow(TypeError);
  });
});
