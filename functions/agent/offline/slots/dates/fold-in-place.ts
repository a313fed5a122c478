import { foldText } from '../../language/fold-text.ts';

/** Folds a text but keeps every character at its place; a character that would grow stays. */
export const foldInPlace = (text: string): string =>
  Array.from({ length: text.length }, (_, index) => {
    const character = text.charAt(index);
    const folded = foldText(character);
    return folded.length === 1 ? folded : character;
  }).join('');
