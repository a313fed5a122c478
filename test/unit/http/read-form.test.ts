import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readForm } from '../../../functions/http/read-form.ts';
import { limits } from '../../../shared/limits.ts';

describe('a form', () => {
  it.each([
    ['a=1&b=2', { a: '1', b: '2' }],
    ['a=1+2%203', { a: '1 2 3' }],
    ['name=Jos%C3%A9%26=%3D', { name: 'José&==' }],
    ['a=b=c', { a: 'b=c' }],
    ['a&b=', { a: '', b: '' }],
    ['&a=1&&', { a: '1' }],
    ['a+b=1', { 'a b': '1' }],
    ['', {}],
  ])('that is written %j has %j', (text, fields) => {
    expect(readForm(text)).toEqual(fields);
  });

  it('has the fields that somebody wrote, whatever they are', () => {
    const fields = fc.dictionary(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme' }));
    fc.assert(
      fc.property(fields, (written) => {
        expect(readForm(new URLSearchParams(written).toString())).toEqual({ ...written });
      }),
    );
  });

  it.each([
    ['a field twice', 'a=1&b=2&a=1'],
    ['a field twice by another spelling', 'a=1&%61=2'],
    ['what is no UTF-8', 'a=%ff'],
    ['half an escape', 'a=%e'],
  ])('is refused for %s', (_, text) => {
    expect(() => readForm(text)).toThrow(expect.objectContaining({ code: 'malformed_request' }));
  });

  it('is refused for too many fields', () => {
    const form = (count: number) => Array.from({ length: count }, (_, n) => `f${n}=`).join('&');
    expect(Object.keys(readForm(form(limits.formFieldCount)))).toHaveLength(limits.formFieldCount);
    expect(() => readForm(form(limits.formFieldCount + 1))).toThrow('more than 200 fields');
  });

  it('never changes what objects are made of', () => {
    const fields = readForm('__proto__=1&constructor=2');
    expect(Object.getPrototypeOf(fields)).toBe(Object.prototype);
    expect(Object.entries(fields)).toEqual([
      ['__proto__', '1'],
      ['constructor', '2'],
    ]);
  });
});
