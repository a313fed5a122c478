import { gapCharacter } from '../language/mask-text.ts';
import { splitWords, type Word } from '../language/split-words.ts';
import type { Slot, SlotKind } from '../tools/slot.ts';
import { emptySlots, setValue, type Draft } from './draft.ts';
import { findTailStart, isToolNoun } from './find-tail.ts';
import { leftText } from './left-text.ts';

/** Words that only lead to a text: "saying", "about", "para". */
const connectors = new Set(
  `about saying says that to for of on named called titled with and by in at is
  sobre diciendo diga que para de del a al con y en llamado llamada titulado es
  worth due valued the a an el la los las un una please por favor me`.split(/\s+/),
);
const contentLeads = /\b(?:saying|that says?|says|diciendo|que diga|que dice)\b[:\s]/iu;
const topicLeads = /^\s*(?:about|on|sobre|acerca)\b/iu;

const textKinds: readonly SlotKind[] = ['query', 'topic', 'title', 'content'];

/**
 * Gives what is left of the message to the text it must be for: after a colon or "saying" it is
 * content, after the request it is a topic, a title or what to search for.
 */
export function takeText(draft: Draft): Draft {
  const slot = textSlot(draft);
  if (!slot) return draft;
  const start = findTailStart(draft.rest, draft.tool);
  const tail = draft.rest.slice(start);
  const text = readContent(tail) ?? (isOnlyTopic(slot, tail) ? '' : readPhrase(tail, slot, draft));
  return text === '' ? draft : setValue(draft, slot, text);
}

/** One text takes the rest: a required one, or the only one that a search has. */
function textSlot(draft: Draft): Slot | undefined {
  const slots = emptySlots(draft, ...textKinds).filter((slot) => !slot.isList);
  const query = draft.tool.isReadOnly ? slots.find((slot) => slot.kind === 'query') : undefined;
  return (
    slots.find((slot) => slot.isRequired) ?? query ?? slots.find((slot) => slot.kind === 'title')
  );
}

/** "a post about spring" says what the text is about, not what it says. */
const isOnlyTopic = (slot: Slot, tail: string): boolean =>
  slot.kind === 'content' && topicLeads.test(tail.replaceAll(gapCharacter, ' '));

function readContent(tail: string): string | null {
  const colon = tail.search(/:(?:\s|$)/u);
  const lead = contentLeads.exec(tail);
  const start = colon !== -1 ? colon + 1 : lead ? lead.index + lead[0].length : null;
  if (start === null) return null;
  const text = leftText(tail.slice(start));
  return text === '' ? null : text;
}

function readPhrase(tail: string, slot: Slot, draft: Draft): string {
  const words = splitWords(tail).filter((word) => !word.isGap && word.text !== '');
  const first = words.findIndex((word) => !connectors.has(word.folded));
  if (first === -1) return '';
  const phrase = words.slice(first);
  const last = phrase.findLastIndex((word) => !isLoose(word, slot, draft));
  const end = phrase[last];
  const start = phrase[0];
  return start && end ? leftText(tail.slice(start.start, end.end)) : '';
}

/** "dentist leads": the tool's own noun at the end adds nothing to a topic; "Big deal" is a title. */
const isLoose = (word: Word, slot: Slot, { tool }: Draft): boolean =>
  connectors.has(word.folded) ||
  ((slot.kind === 'topic' || slot.kind === 'query') && isToolNoun(word, tool));
