import { describe, expect, it } from 'vitest';
import { readFilterPattern } from '../support/filter-pattern.ts';

const matches = (pattern: string, line: object) => readFilterPattern(pattern)({ ...line });

describe('a filter pattern', () => {
  it('compares a field with a text', () => {
    expect(matches('{ $.a = "x y" }', { a: 'x y' })).toBe(true);
    expect(matches('{ $.a = "x" }', { a: 'y' })).toBe(false);
    expect(matches('{ $.a != "x" }', { a: 'y' })).toBe(true);
  });

  it('fits no line without the field, not even by !=', () => {
    expect(matches('{ $.a = "x" }', {})).toBe(false);
    expect(matches('{ $.a != "x" }', {})).toBe(false);
  });

  it('takes && before ||, and parentheses before both', () => {
    const line = { a: 'x', b: 'y' };
    expect(matches('{ $.a = "x" || $.a = "z" && $.b = "no" }', line)).toBe(true);
    expect(matches('{ ($.a = "x" || $.a = "z") && $.b = "no" }', line)).toBe(false);
  });

  it.each([
    '$.a = "x"',
    '{ $.a = "x" } }',
    '{ $.a > 1 }',
    '{ $.a = x }',
    '{ $.a "x" }',
    '{ ($.a = "x" }',
    '{ }',
  ])('that this does not understand is refused: %s', (pattern) => {
    expect(() => readFilterPattern(pattern)).toThrow();
  });
});
