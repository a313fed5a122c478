import { nounOf } from '../language/lexicon.ts';
import { splitWords } from '../language/split-words.ts';
import type { Slot } from '../tools/slot.ts';
import { emptySlots, mask, setValue, type Draft } from './draft.ts';
import { findNumbers, type FoundNumber } from './find-numbers.ts';

const countWords = new Set('count limit quantity max number size total amount many'.split(' '));

const moneyWords = new Set('amount price value cost budget monetary total fee'.split(' '));

/** A number goes to the slot named after what it counts ("100 leads"), then to one that counts. */
export function takeNumbers(draft: Draft): Draft {
  const slots = emptySlots(draft, 'integer', 'number');
  if (slots.length === 0) return draft;
  return findNumbers(draft.rest).reduce((result, found) => {
    const slot = slotForNumber(result, found);
    return slot ? mask(setValue(result, slot, found.value), found) : result;
  }, draft);
}

function slotForNumber(draft: Draft, found: FoundNumber): Slot | undefined {
  const slots = emptySlots(draft, 'integer', 'number').filter(
    (slot) => slot.kind === 'number' || Number.isSafeInteger(found.value),
  );
  const following = splitWords(draft.rest.slice(found.end, found.end + 60)).slice(0, 2);
  const nouns = following.map((word) => nounOf(word.stem));
  const named = slots.find((slot) => slot.words.some((word) => nouns.includes(nounOf(word))));
  const counting = slots.find((slot) => slot.words.some((word) => countWords.has(word)));
  const priced = found.isMoney
    ? slots.find((slot) => slot.words.some((word) => moneyWords.has(word)))
    : undefined;
  return priced ?? named ?? slots.find((slot) => slot.isRequired) ?? counting;
}
