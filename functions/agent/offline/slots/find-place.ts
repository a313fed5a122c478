import { nameBreakers, fillerWords } from '../language/filler-words.ts';
import { splitWords, type Word } from '../language/split-words.ts';
import type { Found } from './found.ts';
import { findUsState } from './us-states.ts';

export interface Place {
  /** As written: "Tampa, Florida". */
  readonly whole: string;
  readonly city: string | null;
  /** Full name for a state of the USA. */
  readonly state: string | null;
  readonly country: string | null;
}

const prepositions = new Set('in near around en cerca'.split(' '));
const placeWords = 5;
const articles = new Set('the la el'.split(' '));

/** The place after "in" or "near": up to five words, with one comma between town and state. */
export function findPlace(text: string): Found<Place> | null {
  const words = splitWords(text);
  for (const [index, word] of words.entries()) {
    if (!prepositions.has(word.folded) || word.after !== '') continue;
    const place = readPlaceWords(words.slice(index + 1, index + 1 + placeWords + 1));
    const last = place.at(-1);
    if (last) return { value: toPlace(place), start: word.start, end: last.end };
  }
  return null;
}

/** A whole text as a place, for an answer to "where?". */
export function parsePlace(text: string): Place {
  return toPlace(splitWords(text).filter((word) => word.text !== ''));
}

function readPlaceWords(words: readonly Word[]): readonly Word[] {
  const skipped = words[0] && articles.has(words[0].text) ? 1 : 0;
  const place: Word[] = [];
  for (const word of words.slice(skipped)) {
    if (place.length === placeWords || !isPlaceWord(word, place.length === 0)) break;
    place.push(word);
    const hadComma = place.slice(0, -1).some((earlier) => earlier.after === ',');
    const isEnd = word.after !== ',' || hadComma;
    if (word.after !== '' && isEnd && !isAbbreviation(word)) break;
  }
  return place;
}

const isPlaceWord = (word: Word, isFirst: boolean): boolean =>
  /^\p{L}[\p{L}.'’-]*$/u.test(word.text) &&
  !nameBreakers.has(word.folded) &&
  (!isFirst || /^\p{Lu}/u.test(word.text) || !fillerWords.has(word.folded));

/** "St. Petersburg", "Ft. Lauderdale". */
const isAbbreviation = ({ text, after }: Word): boolean =>
  after === '.' && /^(?:st|ft|mt)$/iu.test(text);

const join = (words: readonly Word[]): string =>
  words.map((word) => (isAbbreviation(word) ? `${word.text}.` : word.text)).join(' ');

function toPlace(words: readonly Word[]): Place {
  const comma = words.findIndex((word) => word.after.includes(','));
  if (comma !== -1 && comma < words.length - 1) {
    return splitPlace(join(words.slice(0, comma + 1)), join(words.slice(comma + 1)));
  }
  return splitTrailingState(join(words).split(' '));
}

function splitPlace(city: string, region: string): Place {
  const state = findUsState(region) ?? findUsState(region.toUpperCase());
  const whole = `${city}, ${state?.name ?? region}`;
  if (state) return { whole, city, state: state.name, country: null };
  return { whole, city, state: null, country: region };
}

/** "Tampa Florida" and "Tampa FL" are written without a comma as often as with one. */
function splitTrailingState(words: readonly string[]): Place {
  for (const count of [2, 1]) {
    const state = findUsState(words.slice(-count).join(' '));
    if (!state) continue;
    const city = words.slice(0, -count).join(' ');
    if (city !== '') return splitPlace(city, state.name);
    return { whole: state.name, city: null, state: state.name, country: null };
  }
  const city = words.join(' ');
  return { whole: city, city, state: null, country: null };
}
