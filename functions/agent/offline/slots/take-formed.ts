import type { JSONValue } from '@ai-sdk/provider';
import type { SlotKind } from '../tools/slot.ts';
import { toDateTime } from './dates/moment.ts';
import { takeMoments } from './dates/take-moments.ts';
import { assignInOrder, emptySlots, setValue, type Draft } from './draft.ts';
import { findEmails } from './find-emails.ts';
import { findPhones } from './find-phones.ts';
import { findQuotes } from './find-quotes.ts';
import { findUrls } from './find-urls.ts';
import type { Found } from './found.ts';

/**
 * Steps that take values whose form says what they are. Each looks only when a slot of the kind is
 * empty: a phone number in a note stays in the note.
 */
const takeKind =
  (kind: SlotKind, find: (text: string) => readonly Found<JSONValue>[]) =>
  (draft: Draft): Draft => {
    const slots = emptySlots(draft, kind);
    return slots.length === 0 ? draft : assignInOrder(draft, slots, find(draft.rest));
  };

export const takeEmails = takeKind('email', findEmails);
export const takePhones = takeKind('phone', findPhones);
export const takeUrls = takeKind('url', findUrls);

/** Quoted text goes to the first empty text, required ones first. */
export function takeQuotes(draft: Draft): Draft {
  const slots = emptySlots(draft, 'title', 'content', 'topic', 'query', 'text');
  return assignInOrder(draft, slots, findQuotes(draft.rest));
}

export function takeDates(draft: Draft): Draft {
  const slots = emptySlots(draft, 'date', 'date-time');
  if (slots.length === 0) return draft;
  const { moments, rest } = takeMoments(draft.rest, draft.context.language, draft.context.now);
  const filled = slots.slice(0, moments.length).reduce((result, slot, index) => {
    const moment = moments[index];
    if (!moment) return result;
    return setValue(result, slot, slot.kind === 'date' ? moment.day : toDateTime(moment));
  }, draft);
  return { ...filled, rest };
}
