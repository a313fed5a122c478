import { describe, expect, it } from 'vitest';
import { createSampleDirectory } from '../../../functions/providers/directory/sample-directory.ts';
import { normalisePhone } from '../../../functions/store/crm/normalise-phone.ts';
import { parseEmail } from '../../../functions/store/crm/parse-email.ts';
import { type Lead, leadSchema } from '../../../shared/api/leads.ts';

const search = { category: 'dentist', place: 'Tampa' };

async function readAll(count: number): Promise<Lead[]> {
  const { readLot } = createSampleDirectory();
  const all: Lead[] = [];
  let cursor: string | null = null;
  do {
    const lot = await readLot(search, { cursor, count });
    all.push(...lot.leads);
    cursor = lot.cursor;
  } while (cursor !== null);
  return all;
}

describe('the sample directory', () => {
  it('has the same few hundred businesses each time, in whatever lots', async () => {
    const all = await readAll(20);
    expect(all).toHaveLength(360);
    expect(await readAll(77)).toEqual(all);
  });

  it('has no business, number or address twice', async () => {
    const all = await readAll(100);
    for (const member of ['name', 'phone', 'email'] as const) {
      expect(new Set(all.map((lead) => lead[member])).size, member).toBe(all.length);
    }
  });

  it('says of each that it is invented, and reaches nobody', async () => {
    for (const lead of await readAll(100)) {
      expect(leadSchema.parse(lead)).toMatchObject({ category: 'dentist', city: 'Tampa' });
      expect(lead.source).toContain('invented');
      expect(lead.name).toContain('(example)');
      expect(lead.phone).toMatch(/^\+1\d{3}55501\d\d$/);
      expect(lead.email).toMatch(/@[a-z-]+\.example$/);
      expect(lead.website).toMatch(/\.example$/);
    }
  });

  it('has numbers and addresses that a CRM takes', async () => {
    for (const { phone, email } of await readAll(100)) {
      expect(normalisePhone(phone!)).toBe(phone);
      expect(parseEmail(email!)).toBe(email);
    }
  });
});
