import { fillerWords, nameBreakers, nameParticles } from '../language/filler-words.ts';
import { splitWords, type Word } from '../language/split-words.ts';
import { offlineLimits } from '../offline-limits.ts';
import type { Found } from './found.ts';

const namePattern = /^\p{L}[\p{L}.'’-]*$/u;
const breakers = /[,;:!?()]/u;

/**
 * The person's name that a text starts with, small words skipped; null when it starts with
 * something else. "lina rosalex" becomes "Lina Rosalex".
 */
export function findName(text: string): Found | null {
  const words = splitWords(text);
  const first = words.findIndex((word, index) => !isOpening(word, words[index + 1]));
  const name = first === -1 ? [] : readNameWords(words.slice(first));
  const start = name[0]?.start;
  const end = name.at(-1)?.end;
  if (start === undefined || end === undefined) return null;
  return { value: writeName(name), start, end };
}

const capitalised = /^\p{Lu}/u;

/** Words that lead to a name: "for", "named", "the". */
const isOpening = (word: Word, next: Word | undefined): boolean =>
  word.isGap ||
  word.folded === '' ||
  (fillerWords.has(word.folded) && !isCapitalisedPair(word, next));

function readNameWords(words: readonly Word[]): readonly Word[] {
  const name: Word[] = [];
  for (const [index, word] of words.slice(0, offlineLimits.nameWords).entries()) {
    if (!isNameWord(word, words[index + 1]) || isAfterName(word, name)) break;
    name.push(word);
    if (breakers.test(word.after)) break;
  }
  return name;
}

/** "Ana Lopez living in ...": after two words with capitals, one without ends the name. */
const isAfterName = (word: Word, name: readonly Word[]): boolean =>
  name.filter((part) => capitalised.test(part.text)).length >= 2 &&
  !capitalised.test(word.text) &&
  !nameParticles.has(word.folded);

function isNameWord(word: Word, next: Word | undefined): boolean {
  if (word.isGap || !namePattern.test(word.text)) return false;
  if (isParticle(word, next)) return true;
  if (nameBreakers.has(word.folded)) return false;
  return !fillerWords.has(word.folded) || isCapitalisedPair(word, next);
}

/** "María de la Cruz": a particle belongs to the name when more of the name follows it. */
const isParticle = (word: Word, next: Word | undefined): boolean =>
  nameParticles.has(word.folded) &&
  next !== undefined &&
  (capitalised.test(next.text) || nameParticles.has(next.folded));

/** "An Nguyen" has capitals, so it is a name. */
const isCapitalisedPair = (word: Word, next: Word | undefined): boolean =>
  capitalised.test(word.text) && capitalised.test(next?.text ?? '');

/** Capitals are added only where the person wrote none at all. */
function writeName(words: readonly Word[]): string {
  const texts = words.map((word) => word.text.replace(/['’]s$/u, ''));
  if (texts.some((text) => text !== text.toLowerCase())) return texts.join(' ');
  return texts
    .map((text) => (nameParticles.has(text) ? text : text.charAt(0).toUpperCase() + text.slice(1)))
    .join(' ');
}
