import { splitWords, type Word } from '../language/split-words.ts';
import { offlineLimits } from '../offline-limits.ts';
import type { Found } from './found.ts';

const preposition = 'at';
const capitalised = /^[\p{Lu}\p{N}]/u;

/** The company after "at": "at Acme Tools". It has to be written with a capital. */
export function findCompany(text: string): Found | null {
  const words = splitWords(text);
  for (const [index, word] of words.entries()) {
    if (word.folded !== preposition || word.after !== '') continue;
    const name = readCapitalised(words.slice(index + 1, index + 1 + offlineLimits.nameWords));
    const end = name.at(-1)?.end;
    if (end === undefined) continue;
    return { value: name.map((part) => part.text).join(' '), start: word.start, end };
  }
  return null;
}

function readCapitalised(words: readonly Word[]): readonly Word[] {
  const end = words.findIndex((word) => word.isGap || !capitalised.test(word.text));
  const name = end === -1 ? words : words.slice(0, end);
  const stop = name.findIndex((word) => word.after !== '');
  return stop === -1 ? name : name.slice(0, stop + 1);
}
