import type { Lead } from '../../../shared/api/leads.ts';
import { limits } from '../../../shared/limits.ts';
import type { Directory, DirectorySearch } from './directory.ts';
import { sampleWords } from './sample-words.ts';

const sourceName = 'sample directory (invented businesses)';

/** Numbers 555-0100 to 555-0199 belong to nobody, in each of these area codes. */
const areaCodes = [202, 303, 404, 505] as const;
const numbersPerAreaCode = 100;

const sampleCount = sampleWords.first.length * sampleWords.second.length;

/**
 * Answers every search with the same few hundred invented businesses, dressed for the category
 * and place. Addresses end in `.example` and telephone numbers are fictional ones, so nobody is
 * ever called or written to by mistake.
 */
export function createSampleDirectory(): Directory {
  return {
    name: sourceName,
    hasCategory: () => true,
    readLot: async (search, { cursor, count }) => {
      const start = cursor === null ? 0 : Number(cursor);
      const end = Math.min(start + count, sampleCount);
      const numbers = Array.from({ length: Math.max(end - start, 0) }, (_, index) => start + index);
      return {
        leads: numbers.map((number) => buildLead(search, number)),
        cursor: end < sampleCount ? String(end) : null,
      };
    },
  };
}

function buildLead({ category, place }: DirectorySearch, number: number): Lead {
  const first = sampleWords.first[number % sampleWords.first.length]!;
  const second = sampleWords.second[Math.floor(number / sampleWords.first.length)]!;
  const host = `${first}-${second}.example`.toLowerCase();
  return {
    name: `${first} ${second} (example)`,
    category: category.slice(0, limits.leadFieldCharacters),
    phone: describePhone(number),
    email: `hello@${host}`,
    website: `https://${host}`,
    address: `${number + 1} Example Street`,
    city: place.slice(0, limits.leadFieldCharacters),
    source: sourceName,
  };
}

function describePhone(number: number): string {
  const areaCode = areaCodes[Math.floor(number / numbersPerAreaCode) % areaCodes.length];
  const line = 100 + (number % numbersPerAreaCode);
  return `+1${areaCode}5550${line}`;
}
