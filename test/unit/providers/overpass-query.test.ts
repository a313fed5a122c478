import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { buildOverpassQuery } from '../../../functions/providers/directory/overpass-query.ts';

describe('a search of OpenStreetMap', () => {
  it.each([
    ['new york', 'New York'],
    ['  Tampa  ', 'Tampa'],
    ['Saint-denis', 'Saint-denis'],
    ['são paulo', 'São Paulo'],
  ])('looks for %j as %s', (place, name) => {
    expect(buildOverpassQuery({ category: 'hotel', place })).toContain(`["name"="${name}"]`);
  });

  it.each([
    ['wizard', 'Tampa'],
    ['hotel', ' , ,'],
    ['hotel', '"'],
  ])('of %j in %j finds nothing', (category, place) => {
    expect(buildOverpassQuery({ category, place })).toBeNull();
  });

  it('takes three areas of a place at most', () => {
    const query = buildOverpassQuery({ category: 'hotel', place: 'A, B, C, D, E' });
    expect(query?.match(/area\[/g)).toHaveLength(3);
  });

  it('keeps its shape whatever the place is called', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 100 }), (text) => {
        const place = text.replaceAll(',', '');
        const query = buildOverpassQuery({ category: 'hotel', place });
        if (query === null) return;
        const shape = query.replace(/"name"="[^"\\\n]*"\]->/, '"name"="…"]->');
        expect(shape.split('\n')).toEqual([
          '[out:json][timeout:25];',
          'area["boundary"="administrative"]["name"="…"]->.a0;',
          'nwr["tourism"="hotel"]["name"](area.a0);',
          'out tags 1500;',
        ]);
      }),
    );
  });
});
