import type { Slot, SlotKind, SlotValues } from '../tools/slot.ts';
import type { ToolProfile } from '../tools/tool-profile.ts';
import { assignName } from './assign-name.ts';
import { setValue, startDraft, type Draft } from './draft.ts';
import type { Filling } from './fill-request.ts';
import { findName } from './find-name.ts';
import { hasBadEmail } from './find-emails.ts';
import { hasBadPhone } from './find-phones.ts';
import { leftText } from './left-text.ts';
import { readSlotValue, type ReadContext } from './read-slot-value.ts';
import { takeKeyed } from './take-keyed.ts';
import { takeChoices } from './take-choices.ts';
import { takeDates, takeEmails, takePhones, takeUrls } from './take-formed.ts';
import { takeNumbers } from './take-numbers.ts';
import { takePlace } from './take-places.ts';

export interface Answer extends Filling {
  /** Asked slots for which something was given that cannot be a value of theirs. */
  readonly invalid: readonly Slot[];
}

/** Kinds whose form can be told; what is left is for the others. */
const steps = [takeUrls, takeEmails, takeDates, takePhones, takeChoices, takeNumbers];
/** Kinds of which a comma ends the value. */
const shortKinds: readonly SlotKind[] = ['topic', 'query', 'company', 'city', 'state', 'country'];
const formedKinds: readonly SlotKind[] = [
  'email',
  'phone',
  'url',
  'date',
  'date-time',
  'choice',
  'integer',
  'number',
  'unsupported',
];
const nameKinds: readonly SlotKind[] = ['first-name', 'last-name', 'full-name'];

/**
 * Reads the answer to a question for some slots. Several values may come in one message, in any
 * order; values of slots that were not asked for are taken when they are named.
 */
export function fillAnswer(
  tool: ToolProfile,
  values: SlotValues,
  asked: readonly Slot[],
  text: string,
  context: ReadContext,
): Answer {
  // A plain value may only go to a slot that was asked for.
  const narrowed = { ...tool, slots: asked };
  const start = startDraft(tool, text, context, values);
  const keyed = takePlace(takeKeyed(start, false));
  const formed = steps.reduce((draft, step) => step(draft), { ...keyed, tool: narrowed });
  const filled = takeOpen({ ...formed, tool }, asked);
  const isEmpty = filled.values.size === values.size && filled.targets.size === 0;
  const invalid = asked.filter(
    (slot) => !filled.values.has(slot.key) && isBadValue(slot, text, isEmpty),
  );
  const { targets } = filled;
  return { values: filled.values, targets, invalid: targets.size > 0 ? [] : invalid };
}

/** Gives what is left to the asked slots that take any text. */
function takeOpen(draft: Draft, asked: readonly Slot[]): Draft {
  const text = leftText(draft.rest).replace(/^[,;.\s]{1,20}|[,;\s]{1,20}$/gu, '');
  const open = asked.filter(
    (slot) => !draft.values.has(slot.key) && (slot.isList || !formedKinds.includes(slot.kind)),
  );
  const first = open[0];
  if (text === '' || !first) return draft;
  if (first.kind === 'id' && first.idNoun !== null) {
    return { ...draft, targets: new Map([[first.key, text]]) };
  }
  if (nameKinds.includes(first.kind)) return takeName(draft, text);
  if (open.length === 1) return setRead(draft, first, text);
  return takeParts(draft, open, text);
}

function takeName(draft: Draft, text: string): Draft {
  const name = findName(text);
  return name ? assignName(draft, name.value) : draft;
}

const setRead = (draft: Draft, slot: Slot, text: string): Draft => {
  const isShort = shortKinds.includes(slot.kind) && !slot.isList;
  const value = readSlotValue(slot, isShort ? (text.split(',')[0] ?? '') : text, draft.context);
  if (value === undefined) return draft;
  return slot.isList
    ? { ...draft, values: new Map(draft.values).set(slot.key, value) }
    : setValue(draft, slot, value);
};

/** Several texts were asked for: one part each, when there are as many lines or parts as slots. */
function takeParts(draft: Draft, open: readonly Slot[], text: string): Draft {
  const parts = text.split(/\n|,\s/u).filter((part) => part.trim() !== '');
  if (parts.length !== open.length) return open[0] ? setRead(draft, open[0], text) : draft;
  return open.reduce((result, slot, index) => setRead(result, slot, parts[index] ?? ''), draft);
}

/** What is missing was no try at it, unless the whole message gave nothing. */
function isBadValue(slot: Slot, text: string, isEmpty: boolean): boolean {
  if (slot.kind === 'email') return hasBadEmail(text);
  if (slot.kind === 'phone') return hasBadPhone(text);
  return isEmpty && slot.isRequired;
}
