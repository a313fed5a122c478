import { actionOf, nounOf } from '../language/lexicon.ts';
import { splitWords, type Word } from '../language/split-words.ts';
import { mask, targetSlots, type Draft } from './draft.ts';
import type { Slot } from '../tools/slot.ts';
import { findEmails } from './find-emails.ts';
import { findName } from './find-name.ts';
import { findPhones } from './find-phones.ts';
import { findTailStart, isToolNoun } from './find-tail.ts';
import type { Found } from './found.ts';

const prepositions = new Set(
  'to for of on from about with a al para de del con sobre por'.split(' '),
);
const capitalised = /^\p{Lu}/u;
const idPattern = /^(?=[\w-]*\d)(?=[\w-]*[A-Za-z])[\w-]{8,64}$/u;

/**
 * Takes what the message calls the records to work on, where the tool wants their ids: an id, an
 * e-mail address, a phone number, a name or a title. Content after a colon is left alone.
 */
export const takeTargets = (draft: Draft): Draft => targetSlots(draft).reduce(takeTarget, draft);

function takeTarget(draft: Draft, slot: Slot): Draft {
  const head = headOf(draft.rest);
  const id = splitWords(head).find((word) => idPattern.test(word.text));
  if (id) {
    const values = new Map(draft.values).set(slot.key, id.text);
    return mask({ ...draft, values }, { value: id.text, start: id.start, end: id.end });
  }
  const found = slot.idNoun === 'contact' ? findContact(head, draft) : findTitle(head, draft);
  if (!found) return draft;
  return mask({ ...draft, targets: new Map(draft.targets).set(slot.key, found.value) }, found);
}

const headOf = (text: string): string => {
  const colon = text.search(/:(?:\s|$)/u);
  return colon === -1 ? text : text.slice(0, colon);
};

const findContact = (head: string, draft: Draft): Found | null =>
  findEmails(head)[0] ?? findPhones(head)[0] ?? findOwner(head) ?? findPerson(head, draft);

function findPerson(head: string, draft: Draft): Found | null {
  const tailStart = findTailStart(head, draft.tool);
  const tail = shift(findName(head.slice(tailStart)), tailStart);
  const isFirst = draft.tool.head === 'contact';
  if (isFirst && tail && !startsWithField(tail, draft)) return tail;
  const after = namesAfterPrepositions(head, draft);
  return (
    after.find((name) => /\p{Lu}/u.test(name.value) && head.includes(name.value)) ??
    after[0] ??
    null
  );
}

/** "the city of Lina": what stands first is what is to be changed. */
const startsWithField = (name: Found, draft: Draft): boolean => {
  const first = splitWords(name.value)[0]?.stem ?? '';
  return draft.tool.slotWords.has(nounOf(first));
};

/** A name in the possessive: "Lina Rosalex's email". */
function findOwner(head: string): Found | null {
  const words = splitWords(head);
  const owner = words.findIndex(
    (word) => /\p{L}['’]s$/u.test(word.text) && actionOf(word.stem) === null,
  );
  const last = words[owner];
  if (!last) return null;
  const before = words.slice(Math.max(0, owner - 3), owner);
  const run = before.slice(
    before.findLastIndex((word) => !capitalised.test(word.text) || isVerb(word)) + 1,
  );
  const start = (run[0] ?? last).start;
  const name = findName(head.slice(start, last.end));
  return name && { value: name.value, start, end: last.end };
}

const isVerb = (word: Word): boolean => actionOf(word.stem) !== null;

function namesAfterPrepositions(head: string, draft: Draft): readonly Found[] {
  return splitWords(head).flatMap((word, index, words) => {
    if (!prepositions.has(word.folded)) return [];
    const next = words
      .slice(index + 1)
      .find((one) => nounOf(one.stem) !== 'contact' && !isArticle(one));
    if (!next || isVerb(next) || isToolNoun(next, draft.tool)) return [];
    const name = shift(findName(head.slice(next.start)), next.start);
    return name && name.start === next.start ? [{ ...name, start: word.start }] : [];
  });
}

const isArticle = (word: Word): boolean => ['the', 'my', 'el', 'la', 'mi'].includes(word.folded);

/** Anything but a person is called by its title: what is left after the request. */
function findTitle(head: string, draft: Draft): Found | null {
  const start = findTailStart(head, draft.tool);
  const words = splitWords(head.slice(start)).filter((word) => !word.isGap && word.text !== '');
  const skipped = words.findIndex((word) => !prepositions.has(word.folded) && !isArticle(word));
  const first = words[skipped];
  const last = words.at(-1);
  if (!first || !last) return null;
  const value = head.slice(start + first.start, start + last.end);
  return { value, start: start + first.start, end: start + last.end };
}

const shift = (found: Found | null, by: number): Found | null =>
  found && { ...found, start: found.start + by, end: found.end + by };
