import { describe, expect, it } from 'vitest';
import { readOverpassAnswer } from '../../../functions/providers/directory/read-overpass-answer.ts';
import { leadSchema } from '../../../shared/api/leads.ts';
import { buildElement } from '../../support/overpass-server.ts';

const context = { category: 'bakery', source: 'OpenStreetMap' };
const read = (...elements: ReturnType<typeof buildElement>[]) =>
  readOverpassAnswer({ version: 0.6, elements }, context);

describe('an answer of Overpass', () => {
  it('becomes leads with what mappers have written down', () => {
    const element = buildElement(1, {
      name: 'La Boulange',
      phone: '+1 813 555 0101; +1 813 555 0102',
      'contact:email': 'hello@boulange.example',
      website: 'https://boulange.example',
      'addr:housenumber': '12',
      'addr:street': 'Bay Street',
      'addr:city': 'Tampa',
      'addr:postcode': '33601',
    });
    expect(read(element)).toEqual([
      {
        id: 'node/1',
        lead: {
          ...context,
          name: 'La Boulange',
          phone: '+1 813 555 0101',
          email: 'hello@boulange.example',
          website: 'https://boulange.example',
          address: '12 Bay Street',
          city: 'Tampa',
          state: undefined,
          postalCode: '33601',
          country: undefined,
        },
      },
    ]);
  });

  it('is put in the order of kinds and ids', () => {
    const found = read(buildElement(2, {}, 'way'), buildElement(10), buildElement(9));
    expect(found.map(({ id }) => id)).toEqual(['node/9', 'node/10', 'way/2']);
  });

  it('loses what has no name', () => {
    expect(read(buildElement(1, { name: ' ; Bakery' }))).toEqual([]);
  });

  it('has nothing that is longer than a lead may be', () => {
    const [found] = read(buildElement(1, { name: 'x'.repeat(5_000), phone: '1'.repeat(5_000) }));
    expect(leadSchema.safeParse(found?.lead).success).toBe(true);
  });

  it('is refused when the server broke off', () => {
    const answer = { elements: [buildElement(1)], remark: 'runtime error: Query timed out' };
    expect(() => readOverpassAnswer(answer, context)).toThrow('stopped on its way');
  });
});
