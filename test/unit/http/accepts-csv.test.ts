import { describe, expect, it } from 'vitest';
import { acceptsCsv } from '../../../functions/http/accepts-csv.ts';
import { buildProxyEvent } from '../../support/api-proxy-event.ts';

const asksWith = (headers: Record<string, string>) => acceptsCsv(buildProxyEvent({ headers }));

describe('what a caller accepts', () => {
  it.each([
    'text/csv',
    'TEXT/CSV',
    ' text/csv ; charset=utf-8',
    'text/csv;q=0.9, application/json;q=0.5',
    'text/html, text/csv, */*;q=0.1',
    'application/json;q=0, text/csv;q=0.1',
  ])('"%s" is CSV', (accept) => {
    expect(asksWith({ accept })).toBe(true);
  });

  it.each([
    '',
    '*/*',
    'text/*',
    'application/json',
    'application/json, text/csv',
    'application/json, text/csv;q=0.9',
    'text/csv;q=0',
    'text/csv;q=nonsense',
    'text/csvx',
    'application/text/csv',
    `${'a/b,'.repeat(1_000)}text/csv`,
  ])('"%s" is JSON', (accept) => {
    expect(asksWith({ accept })).toBe(false);
  });

  it('is JSON without the header, and the header has any case', () => {
    expect(asksWith({})).toBe(false);
    expect(asksWith({ ACCEPT: 'text/csv' })).toBe(true);
  });
});
