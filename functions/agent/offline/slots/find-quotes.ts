import { offlineLimits } from '../offline-limits.ts';
import type { Found } from './found.ts';

const most = offlineLimits.textCharacters;
const quotePattern = new RegExp(
  `"([^"]{1,${most}})"|“([^”]{1,${most}})”|«([^»]{1,${most}})»|(?<!\\p{L})'([^'\\n]{2,${most}})'(?!\\p{L})`,
  'gu',
);
const quoteCount = 20;

/** Quoted texts, without their marks. An apostrophe inside a word opens none. */
export const findQuotes = (text: string): readonly Found[] =>
  [...text.matchAll(quotePattern)].slice(0, quoteCount).map((match) => ({
    value: (match[1] ?? match[2] ?? match[3] ?? match[4] ?? '').trim(),
    start: match.index,
    end: match.index + match[0].length,
  }));
