import { foldText } from '../language/fold-text.ts';
import { splitWords } from '../language/split-words.ts';

const ordinals: readonly (readonly string[])[] = [
  ['1', '1st', 'first', 'primero', 'primera'],
  ['2', '2nd', 'second', 'segundo', 'segunda', 'dos'],
  ['3', '3rd', 'third', 'tercero', 'tercera', 'three', 'tres'],
  ['4', '4th', 'fourth', 'cuarto', 'cuarta', 'four', 'cuatro'],
  ['5', '5th', 'fifth', 'quinto', 'quinta', 'five', 'cinco'],
  ['6', '6th', 'sixth', 'sexto', 'sexta', 'six', 'seis'],
  ['7', '7th', 'seventh', 'septimo', 'septima', 'seven', 'siete'],
  ['8', '8th', 'eighth', 'octavo', 'octava', 'eight', 'ocho'],
];
const choiceWords = 4;

/**
 * Which of several numbered things a message picks: by its number, or by words that only one of
 * them has. Null when it picks none, or more than one.
 */
export function readChoice(message: string, options: readonly string[]): number | null {
  const words = splitWords(message)
    .map((word) => word.folded)
    .filter((word) => word !== '');
  if (words.length === 0) return null;
  if (words.length <= choiceWords) {
    const number = ordinals.findIndex((names) => names.some((name) => words.includes(name)));
    if (number !== -1 && number < options.length) return number;
  }
  const fitting = options.flatMap((option, index) =>
    words.every((word) => foldText(option).includes(word)) ? [index] : [],
  );
  return fitting.length === 1 ? (fitting[0] ?? null) : null;
}
