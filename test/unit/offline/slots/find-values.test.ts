import { describe, expect, it } from 'vitest';
import { findCompany } from '../../../../functions/agent/offline/slots/find-company.ts';
import { findEmails, hasBadEmail } from '../../../../functions/agent/offline/slots/find-emails.ts';
import { findName } from '../../../../functions/agent/offline/slots/find-name.ts';
import { findNumbers } from '../../../../functions/agent/offline/slots/find-numbers.ts';
import { findPhones, hasBadPhone } from '../../../../functions/agent/offline/slots/find-phones.ts';
import { findPlace } from '../../../../functions/agent/offline/slots/find-place.ts';
import { findQuotes } from '../../../../functions/agent/offline/slots/find-quotes.ts';
import { findUrls } from '../../../../functions/agent/offline/slots/find-urls.ts';

const valuesOf = <Value>(found: readonly { readonly value: Value }[]): readonly Value[] =>
  found.map(({ value }) => value);

describe('findEmails', () => {
  it.each([
    ['Lina@Example.com', ['lina@example.com']],
    ['write to <lina@example.com>, please', ['lina@example.com']],
    ['a@x.com and b+c@sub.x.co.uk.', ['a@x.com', 'b+c@sub.x.co.uk']],
    ['lina@example', []],
    ['@lina or lina@', []],
    ['lina@@example.com', []],
  ])('reads %j as %j', (text, addresses) => {
    expect(valuesOf(findEmails(text))).toEqual(addresses);
  });

  it('tells where an address stands', () => {
    const text = 'mail (lina@example.com)!';
    const [found] = findEmails(text);
    expect(text.slice(found?.start, found?.end)).toBe('lina@example.com');
  });

  it.each([
    ['lina@example', true],
    ['lina@example.com', false],
    ['no address', false],
  ])('finds something meant as an address in %j: %j', (text, isBad) => {
    expect(hasBadEmail(text)).toBe(isBad);
  });
});

describe('findPhones', () => {
  it.each([
    ['8135551234', ['+18135551234']],
    ['(813) 555-1234', ['+18135551234']],
    ['813.555.1234', ['+18135551234']],
    ['1 813 555 1234', ['+18135551234']],
    ['+34 600 123 456', ['+34600123456']],
    ['+44 20 7946 0958', ['+442079460958']],
    ['8135551234 3055551234', ['+18135551234', '+13055551234']],
    ['555-1234', []],
    ['+1234', []],
    ['100 leads', []],
    ['order 12345678901234567890', []],
    ['c_8135551234', []],
  ])('reads %j as %j', (text, phones) => {
    expect(valuesOf(findPhones(text))).toEqual(phones);
  });

  it.each([
    ['555-12', true],
    ['8135551234', false],
    ['call me', false],
  ])('finds something meant as a number in %j: %j', (text, isBad) => {
    expect(hasBadPhone(text)).toBe(isBad);
  });
});

describe('findUrls', () => {
  it.each([
    ['see https://example.com/a?b=1.', ['https://example.com/a?b=1']],
    ['(www.example.com)', ['https://www.example.com']],
    ['http://', []],
    ['javascript:alert(1)', []],
  ])('reads %j as %j', (text, urls) => {
    expect(valuesOf(findUrls(text))).toEqual(urls);
  });
});

describe('findQuotes', () => {
  it.each([
    ['say "Hello, Bob" now', ['Hello, Bob']],
    ['“Big sale” and «Gran oferta»', ['Big sale', 'Gran oferta']],
    ["call it 'Demo day'", ['Demo day']],
    ["Lina's and Bob's", []],
  ])('reads %j as %j', (text, quotes) => {
    expect(valuesOf(findQuotes(text))).toEqual(quotes);
  });
});

describe('findNumbers', () => {
  it.each([
    ['100 leads', [100]],
    ['$1,500.50 and -3', [1500.5, -3]],
    ['v2 or 3rd', []],
  ])('reads %j as %j', (text, numbers) => {
    expect(valuesOf(findNumbers(text))).toEqual(numbers);
  });

  it('tells money from other numbers', () => {
    expect(findNumbers('$20 for 3').map(({ isMoney }) => isMoney)).toEqual([true, false]);
  });
});

describe('findPlace', () => {
  it.each([
    ['dentists in Tampa, Florida', { city: 'Tampa', state: 'Florida', country: null }],
    ['dentists in Tampa FL', { city: 'Tampa', state: 'Florida', country: null }],
    ['in tampa, fl', { city: 'tampa', state: 'Florida', country: null }],
    ['near St. Petersburg, Florida with e-mail', { city: 'St. Petersburg', state: 'Florida' }],
    ['in New York', { city: null, state: 'New York', whole: 'New York' }],
    ['en Madrid, España', { city: 'Madrid', state: null, country: 'España' }],
    ['cafés in Las Vegas, Nevada, 50 of them', { city: 'Las Vegas', state: 'Nevada' }],
  ])('reads %j', (text, place) => {
    expect(findPlace(text)?.value).toMatchObject(place);
  });

  it.each(['in 2 hours', 'nothing here', 'in', 'in the'])('finds none in %j', (text) => {
    expect(findPlace(text)).toBeNull();
  });
});

describe('findName', () => {
  it.each([
    ['Lina Rosalex', 'Lina Rosalex'],
    ['lina rosalex', 'Lina Rosalex'],
    ['for Lina Rosalex, phone', 'Lina Rosalex'],
    ['named María de la Cruz with', 'María de la Cruz'],
    ["O'Brien-Smith at Acme", "O'Brien-Smith"],
    ['Ana Lopez living here', 'Ana Lopez'],
    ['An Nguyen', 'An Nguyen'],
    ['Will Smith', 'Will Smith'],
    ['lina to call', 'Lina'],
  ])('reads %j as %j', (text, name) => {
    expect(findName(text)?.value).toBe(name);
  });

  it.each(['100 dentists', '', 'for the', '8135551234'])('finds none in %j', (text) => {
    expect(findName(text)).toBeNull();
  });
});

describe('findCompany', () => {
  it('reads what stands after "at" with capitals', () => {
    expect(findCompany('Lina at Acme Tools in Tampa')?.value).toBe('Acme Tools');
  });

  it.each(['at noon', 'at 3pm tomorrow', 'Acme'])('finds none in %j', (text) => {
    const found = findCompany(text);
    expect(found?.value ?? null).toBe(text.includes('3pm') ? '3pm' : null);
  });
});
