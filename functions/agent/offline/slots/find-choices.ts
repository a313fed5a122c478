import { foldText } from '../language/fold-text.ts';
import { splitWords } from '../language/split-words.ts';
import { stemWord } from '../language/stem-word.ts';
import { splitIdentifier } from '../tools/split-identifier.ts';
import type { Slot } from '../tools/slot.ts';
import type { Found } from './found.ts';

/** The allowed values that a text names, in the order of the text: "facebook and instagram". */
export function findChoices(slot: Slot, text: string): readonly Found<string | number>[] {
  const words = splitWords(text);
  return slot.choices
    .flatMap((choice) => {
      const parts = splitIdentifier(String(choice)).map((part) => stemWord(foldText(part)));
      const start = words.findIndex(
        (_, index) =>
          parts.length > 0 && parts.every((part, offset) => words[index + offset]?.stem === part),
      );
      const first = words[start];
      const last = words[start + parts.length - 1];
      return first && last ? [{ value: choice, start: first.start, end: last.end }] : [];
    })
    .toSorted((one, other) => one.start - other.start);
}
