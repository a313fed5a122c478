import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readIdempotencyKey } from '../../../functions/http/read-idempotency-key.ts';
import { idempotencyKeySchema } from '../../../shared/api/idempotency-key.ts';
import { limits } from '../../../shared/limits.ts';
import { buildProxyEvent } from '../../support/api-proxy-event.ts';

const read = (headers: Record<string, string>, multiValueHeaders: Record<string, string[]> = {}) =>
  readIdempotencyKey(buildProxyEvent({ headers, multiValueHeaders }));
const code = (code: string) => expect.objectContaining({ code });

describe('the Idempotency-Key of a request', () => {
  it.each(['Idempotency-Key', 'idempotency-key', 'IDEMPOTENCY-KEY'])(
    'is read from the header %s',
    (name) => {
      expect(read({ [name]: 'order-1' })).toBe('order-1');
    },
  );

  it('is missing without a header, and with an empty one', () => {
    expect(() => read({})).toThrow(code('idempotency_key_missing'));
    expect(() => read({ 'idempotency-key': '' })).toThrow(code('idempotency_key_missing'));
  });

  it('is not taken from a header that only resembles it', () => {
    expect(() => read({ 'x-idempotency-key': 'order-1' })).toThrow(code('idempotency_key_missing'));
  });

  it.each([
    ['one character', 'k'],
    ['a space within', 'order 1'],
    ['every kind of sign', '"a/b#c:d{e}~"'],
    ['as many characters as allowed', 'k'.repeat(limits.idempotencyKeyCharacters)],
  ])('may be %s', (_, key) => {
    expect(read({ 'idempotency-key': key })).toBe(key);
  });

  it.each([
    ['a space before it', ' key'],
    ['a space after it', 'key '],
    ['nothing but a space', ' '],
    ['a tab', 'order\t1'],
    ['a line break', 'order\n1'],
    ['a null byte', 'order\u00001'],
    ['a letter beyond ASCII', 'pedido-ñ'],
    ['one character too many', 'k'.repeat(limits.idempotencyKeyCharacters + 1)],
  ])('is malformed with %s', (_, key) => {
    expect(() => read({ 'idempotency-key': key })).toThrow(code('malformed_request'));
  });

  it('may be sent twice, but not as two different ones', () => {
    const headers = { 'Idempotency-Key': 'b' };
    expect(read(headers, { 'Idempotency-Key': ['b', 'b'] })).toBe('b');
    expect(() => read(headers, { 'Idempotency-Key': ['a', 'b'] })).toThrow(
      code('malformed_request'),
    );
    expect(() => read({ ...headers, 'idempotency-key': 'a' })).toThrow(code('malformed_request'));
  });

  it('is taken exactly when every character is printable ASCII and the ends are no spaces', () => {
    const isFine = (key: string) =>
      key === key.trim() &&
      key.split('').every((character) => character >= ' ' && character <= '~');
    const unit = fc.constantFrom(' ', '!', 'k', '~', 'k', '!', '\u007f', '\n', 'ñ');
    fc.assert(
      fc.property(fc.string({ unit, minLength: 1, maxLength: 6 }), (key) => {
        expect(idempotencyKeySchema.safeParse(key).success).toBe(isFine(key));
      }),
    );
  });
});
