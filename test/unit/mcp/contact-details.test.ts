import { describe, expect, it } from 'vitest';
import { applyDetails } from '../../../functions/store/crm/apply-details.ts';
import type { ContactRow } from '../../../functions/store/crm/contact-rows.ts';
import { matchContact } from '../../../functions/store/crm/match-contact.ts';
import { parseEmail } from '../../../functions/store/crm/parse-email.ts';
import { normalisePhone } from '../../../functions/store/crm/normalise-phone.ts';
import { normaliseTags } from '../../../functions/store/crm/normalise-tags.ts';

const buildRow = (overrides: Partial<ContactRow> = {}): ContactRow => ({
  id: 'c1',
  firstName: 'José',
  lastName: 'Núñez',
  name: 'José Núñez',
  email: 'jose@example.com',
  phone: '+18135551234',
  tags: ['buyer'],
  createdAt: '2026-11-01T00:00:00.000Z',
  updatedAt: '2026-11-01T00:00:00.000Z',
  version: 1,
  childCount: 0,
  ...overrides,
});

describe('normalisePhone', () => {
  it.each([
    ['813-555-1234', '+18135551234'],
    ['(813) 555.1234', '+18135551234'],
    ['1 813 555 1234', '+18135551234'],
    ['+34 612 345 678', '+34612345678'],
    ['0034 612345678', '+34612345678'],
    ['612 345 678', '612345678'],
    ['06 12 34 56 78', '0612345678'],
  ])('turns %s into %s', (text, phone) => {
    expect(normalisePhone(text)).toBe(phone);
  });

  it('does not take a ten-digit number of another country for an American one', () => {
    expect(normalisePhone('2071838750', 'GB')).toBe('2071838750');
    expect(normalisePhone('2125551234', 'Canada')).toBe('+12125551234');
  });

  it.each(['', 'call me', '12345', '+1', '+0 812 555 12345', '1'.repeat(16), '813-555-1234 x5'])(
    'refuses %o',
    (text) => {
      expect(() => normalisePhone(text)).toThrow(
        expect.objectContaining({ code: 'malformed_request' }),
      );
    },
  );

  it('leaves a normalised number as it is', () => {
    expect(normalisePhone(normalisePhone('813-555-1234'))).toBe('+18135551234');
  });
});

describe('parseEmail', () => {
  it('trims and lowers', () => {
    expect(parseEmail('  Lina@Example.COM\n')).toBe('lina@example.com');
  });

  it.each(['', 'lina', 'lina@', '@example.com', 'a b@example.com', `${'x'.repeat(250)}@e.com`])(
    'refuses %o',
    (text) => {
      expect(() => parseEmail(text)).toThrow(
        expect.objectContaining({ code: 'malformed_request' }),
      );
    },
  );

  it('does not repeat the address in what it says', () => {
    expect(() => parseEmail('secret@')).not.toThrow(/secret/);
    expect(() => parseEmail('secret@')).toThrow();
  });
});

describe('normaliseTags', () => {
  it('lowers, trims and drops repeats and blanks', () => {
    expect(normaliseTags([' VIP', 'vip', '', 'Buyer '])).toEqual(['vip', 'buyer']);
  });

  it('takes fifty tags and no more', () => {
    const tags = Array.from({ length: 51 }, (_, index) => `tag${index}`);
    expect(normaliseTags(tags.slice(1))).toHaveLength(50);
    expect(() => normaliseTags(tags)).toThrow('at most 50 tags');
  });
});

describe('applyDetails', () => {
  it('leaves what is not given and removes what is given empty', () => {
    const row = buildRow({ city: 'Tampa', state: 'FL' });
    expect(applyDetails(row, { city: '' })).toEqual({ ...row, city: undefined });
  });

  it('lets the full name follow the first and last name', () => {
    expect(applyDetails(buildRow(), { lastName: 'Pérez' }).name).toBe('José Pérez');
    expect(applyDetails(buildRow(), { name: 'Pepe' }).name).toBe('Pepe');
    expect(applyDetails(buildRow({ name: 'Pepe' }), { city: 'Tampa' }).name).toBe('Pepe');
  });

  it('reads a phone by the country given with it', () => {
    const changed = applyDetails(buildRow(), { phone: '2071838750', country: 'GB' });
    expect(changed.phone).toBe('2071838750');
  });

  it('replaces the tags that are given', () => {
    expect(applyDetails(buildRow(), { tags: ['VIP'] }).tags).toEqual(['vip']);
    expect(applyDetails(buildRow(), {}).tags).toEqual(['buyer']);
  });
});

describe('matchContact', () => {
  it.each(['', 'jose', 'NUNEZ', 'nuñez jose', 'example.com', 'buyer', '813-555', '+1 (813)', '55'])(
    'finds by %o',
    (query) => {
      expect(matchContact(buildRow(), query)).toBe(true);
    },
  );

  it.each(['josephine', 'jose rosalex', '999', 'seller'])('does not find by %o', (query) => {
    expect(matchContact(buildRow(), query)).toBe(false);
  });

  it('finds digits in a tag too', () => {
    expect(matchContact(buildRow({ tags: ['fair 2026'] }), '2026')).toBe(true);
  });
});
