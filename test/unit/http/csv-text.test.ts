import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { writeCsv } from '../../../functions/http/csv-text.ts';
import { parseCsv } from '../../support/parse-csv.ts';

const cellOf = (value: unknown) => parseCsv(writeCsv(['value'], [{ value }]))[1]?.[0];

describe('CSV', () => {
  it('has a header, then one line for each row, each with its break', () => {
    const rows = [
      { name: 'Ada', tokens: -1 },
      { name: 'Lina', tokens: 20, secret: 's' },
    ];
    expect(writeCsv(['tokens', 'name'], rows)).toBe('tokens,name\r\n-1,Ada\r\n20,Lina\r\n');
  });

  it('is a header alone for an empty list', () => {
    expect(writeCsv(['a', 'b'], [])).toBe('a,b\r\n');
  });

  it('quotes what has a comma, a quote or a line break in it, and doubles quotes', () => {
    expect(writeCsv(['value'], [{ value: 'a,b' }, { value: 'say "hi"' }, { value: '1\n2' }])).toBe(
      'value\r\n"a,b"\r\n"say ""hi"""\r\n"1\n2"\r\n',
    );
  });

  it('gives back every text that is no formula', () => {
    const text = fc.string({ unit: 'binary' }).filter((value) => !/^[=+\-@\t\r]/.test(value));
    fc.assert(
      fc.property(fc.array(text, { minLength: 1 }), (values) => {
        const columns = values.map((_, index) => `column ${index}`);
        const row = Object.fromEntries(values.map((value, index) => [`column ${index}`, value]));
        expect(parseCsv(writeCsv(columns, [row, row]))).toEqual([columns, values, values]);
      }),
    );
  });

  it.each(['=1+1', "=cmd|' /C calc'!A0", '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '=a,"b"\r\n'])(
    'disarms %j, which a spreadsheet would run',
    (value) => {
      expect(cellOf(value)).toBe(`'${value}`);
    },
  );

  it.each([-1, 0, 1_000_000_000_000, -0.5])('leaves the number %d a number', (value) => {
    expect(writeCsv(['value'], [{ value }])).toBe(`value\r\n${value}\r\n`);
  });

  it.each([null, undefined])('leaves the cell of %s empty', (value) => {
    expect(writeCsv(['value', 'next'], [{ value, next: 1 }])).toBe('value,next\r\n,1\r\n');
  });

  it('writes an object as JSON, in one cell', () => {
    const value = { turn: 't1', note: 'a "b", c\n' };
    expect(JSON.parse(cellOf(value) ?? '')).toEqual(value);
  });
});
