import type { DirectorySearch } from './directory.ts';
import { findOsmTag } from './osm-categories.ts';

/** As many as one job may ask for, and some that turn out to be the same. */
const elementCount = 1_500;
/** A city within a region within a country. */
const placePartCount = 3;
const serverTimeoutSeconds = 25;

/**
 * A search in the language of Overpass: named businesses of that kind inside every area that the
 * place names, as in `Tampa, Florida`. In the order of their ids, so that the same search asked
 * again goes through them in the same way.
 *
 * @returns null for a search that can find nothing
 */
export function buildOverpassQuery({ category, place }: DirectorySearch): string | null {
  const tag = findOsmTag(category);
  const areas = place
    .split(',')
    .map((part) => writeName(part))
    .filter((part) => part !== '')
    .slice(0, placePartCount);
  if (tag === undefined || areas.length === 0) return null;
  const [key, value] = tag;
  const named = areas.map(
    (name, index) => `area["boundary"="administrative"]["name"="${name}"]->.a${index};`,
  );
  const inside = areas.map((_name, index) => `(area.a${index})`).join('');
  return [
    `[out:json][timeout:${serverTimeoutSeconds}];`,
    ...named,
    `nwr["${key}"="${value}"]["name"]${inside};`,
    `out tags ${elementCount};`,
  ].join('\n');
}

/** A name between quotes: nothing in it ends them. All in small letters, it gets capitals. */
function writeName(text: string): string {
  const name = text
    .replaceAll(/[\p{C}"\\]/gu, ' ')
    .replaceAll(/\s+/g, ' ')
    .trim();
  if (name !== name.toLowerCase()) return name;
  return name.replaceAll(/(^|[\s-])(\p{L})/gu, (letter) => letter.toUpperCase());
}
