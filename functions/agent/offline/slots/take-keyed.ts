import { splitWords, type Word } from '../language/split-words.ts';
import type { Slot, SlotKind } from '../tools/slot.ts';
import { assignName } from './assign-name.ts';
import { mask, type Draft } from './draft.ts';
import { findKeys, type KeyMatch } from './find-keys.ts';
import { findName } from './find-name.ts';
import { readSlotValue } from './read-slot-value.ts';

/**
 * Takes values that are named: "email: x", "phone is y", and, where something is being changed,
 * "the company to Acme". A value ends where the next one is named, at a line end or at ";".
 */
export function takeKeyed(draft: Draft, isChange: boolean): Draft {
  const words = splitWords(draft.rest);
  const matches = findKeys(words, draft.tool.slots, isChange);
  return matches.reduce((result, match, index) => {
    const until = matches[index + 1]?.keyIndex ?? words.length;
    return takeValue(result, match, words.slice(match.valueIndex, until), words[match.maskIndex]);
  }, draft);
}

function takeValue(
  draft: Draft,
  match: KeyMatch,
  valueWords: readonly Word[],
  firstTaken: Word | undefined,
): Draft {
  const value = withoutJoiners(firstLine(draft.rest, valueWords));
  const first = value[0];
  const last = endOfShort(match.slot, value);
  if (!first || !last || !firstTaken) return draft;
  const text = draft.rest.slice(first.start, last.end);
  const place = { value: text, start: firstTaken.start, end: last.end };
  if (match.slot === null) {
    const name = findName(text);
    return name ? mask(assignName(draft, name.value), place) : draft;
  }
  const read = readSlotValue(match.slot, text, draft.context);
  if (read === undefined) return draft;
  return mask({ ...draft, values: new Map(draft.values).set(match.slot.key, read) }, place);
}

function firstLine(text: string, words: readonly Word[]): readonly Word[] {
  const end = words.findIndex((word, index) => {
    const next = words[index + 1];
    return next !== undefined && /[;\n]/u.test(text.slice(word.end, next.start));
  });
  return end === -1 ? words : words.slice(0, end + 1);
}

const joiners = new Set('and y with con the el la her his su their'.split(' '));

/** "email x and the phone y": what joins two values belongs to neither. */
const withoutJoiners = (words: readonly Word[]): readonly Word[] =>
  words.slice(0, words.findLastIndex((word) => !joiners.has(word.folded)) + 1);

const longKinds: readonly SlotKind[] = [
  'content',
  'title',
  'topic',
  'query',
  'text',
  'place',
  'date-time',
];

/** The last word of a value. A short one ends at a comma; a text, a place or a list may hold some. */
function endOfShort(slot: Slot | null, words: readonly Word[]): Word | undefined {
  const isLong = slot !== null && (slot.isList || longKinds.includes(slot.kind));
  const comma = isLong ? undefined : words.find((word) => word.after.startsWith(','));
  return comma ?? words.at(-1);
}
