import { splitWords } from '../language/split-words.ts';
import type { Found } from './found.ts';

const addressCharacters = 254;
const addressPattern = /^[^\s@,;<>()]{1,64}@[^\s@.,;<>()]+(?:\.[^\s@.,;<>()]+)+$/u;

/** E-mail addresses, trimmed and in lower case, as the product stores them. */
export const findEmails = (text: string): readonly Found[] =>
  wordsWithAt(text)
    .filter((word) => word.text.length <= addressCharacters && addressPattern.test(word.text))
    .map(({ text: address, start, end }) => ({ value: address.toLowerCase(), start, end }));

/** Whether something was meant as an e-mail address and is none: "lina@example". */
export const hasBadEmail = (text: string): boolean =>
  wordsWithAt(text).length > findEmails(text).length;

const wordsWithAt = (text: string) => splitWords(text).filter((word) => word.text.includes('@'));
