import { foldText } from '../language/fold-text.ts';
import { nounOf } from '../language/lexicon.ts';
import { splitWords, type Word } from '../language/split-words.ts';
import { stemWord } from '../language/stem-word.ts';
import type { Slot } from '../tools/slot.ts';
import { mask, type Draft } from './draft.ts';

/** Where a list of words ends: "add the tags vip, hot lead to Lina". */
const listEnds = new Set('to for from on of a al para de del en with con'.split(' '));

/** The words after the name of a list: "tag vip". */
export function takeLists(draft: Draft): Draft {
  const slots = draft.tool.slots.filter(
    (slot) => slot.isList && slot.kind !== 'choice' && !draft.values.has(slot.key),
  );
  return slots.reduce(takeList, draft);
}

function takeList(draft: Draft, slot: Slot): Draft {
  const words = splitWords(draft.rest);
  const names = new Set(slot.words.map(nounOf));
  const start = words.findIndex((word) => names.has(nounOf(untag(word.stem))));
  if (start === -1) return draft;
  const after = words.slice(start + 1);
  const end = after.findIndex((word, index) => {
    const next = after[index + 1];
    const isJoint = word.folded === 'and' || word.folded === 'y';
    return word.isGap || listEnds.has(word.folded) || (isJoint && isFieldName(next, draft));
  });
  const listed = end === -1 ? after : after.slice(0, end);
  const first = listed[0];
  const last = listed.at(-1);
  if (!first || !last) return draft;
  const text = draft.rest.slice(first.start, last.end);
  const values = text.split(/,|\s(?:and|y)\s/u).map((value) => value.trim());
  const place = { value: text, start: words[start]?.start ?? first.start, end: last.end };
  return mask(
    {
      ...draft,
      values: new Map(draft.values).set(
        slot.key,
        values.filter((value) => value !== ''),
      ),
    },
    place,
  );
}

/** "tags vip and phone ...": another value follows, or nothing does. */
const isFieldName = (word: Word | undefined, draft: Draft): boolean =>
  word === undefined || word.isGap || draft.tool.slotWords.has(nounOf(word.stem));

/** "tagged" and "etiquetado" name tags too. */
const untag = (stem: string): string =>
  /^tagged$|^etiquetad[oa]$/.test(stem) ? stemWord(foldText('tags')) : stem;
