import type { JSONValue } from '@ai-sdk/provider';
import type { Language } from '../language/language.ts';
import { gapCharacter } from '../language/mask-text.ts';
import { offlineLimits } from '../offline-limits.ts';
import type { Slot } from '../tools/slot.ts';
import { takeMoments } from './dates/take-moments.ts';
import { toDateTime } from './dates/moment.ts';
import { findEmails } from './find-emails.ts';
import { findName } from './find-name.ts';
import { findNumbers } from './find-numbers.ts';
import { findPhones } from './find-phones.ts';
import { parsePlace } from './find-place.ts';
import { findQuotes } from './find-quotes.ts';
import { findUrls } from './find-urls.ts';
import { fitsSlot } from './fits-slot.ts';
import { findChoices } from './find-choices.ts';

/** What reading a value needs to know beyond the text. */
export interface ReadContext {
  readonly language: Language;
  /** Null: no clock was given, so "tomorrow" means nothing. */
  readonly now: Date | null;
}

/** Reads a text that is known to be about one slot. Undefined when it is no value for it. */
export function readSlotValue(
  slot: Slot,
  text: string,
  context: ReadContext,
): JSONValue | undefined {
  if (!slot.isList) {
    const value = readOne(slot, text, context);
    return value !== undefined && fitsSlot(slot, value) ? value : undefined;
  }
  const values = readList(slot, text, context).filter((value) => fitsSlot(slot, value));
  return values.length > 0 ? values : undefined;
}

function readList(slot: Slot, text: string, context: ReadContext): readonly JSONValue[] {
  if (slot.choices.length > 0) return findChoices(slot, text).map(({ value }) => value);
  const parts = text
    .split(/[,;\n]|\s(?:and|y|&)\s/u)
    .slice(0, offlineLimits.listValueCount)
    .map((part) => readOne(slot, part, context))
    .filter((value) => value !== undefined);
  return [...new Set(parts)];
}

function readOne(slot: Slot, text: string, context: ReadContext): JSONValue | undefined {
  switch (slot.kind) {
    case 'email':
      return findEmails(text)[0]?.value;
    case 'phone':
      return findPhones(text)[0]?.value;
    case 'url':
      return findUrls(text)[0]?.value;
    case 'integer':
      return findNumbers(text).find(({ value }) => Number.isSafeInteger(value))?.value;
    case 'number':
      return findNumbers(text)[0]?.value;
    case 'boolean':
      return readBoolean(text);
    case 'choice':
      return findChoices(slot, text)[0]?.value;
    case 'date':
      return takeMoments(text, context.language, context.now).moments[0]?.day;
    case 'date-time':
      return readDateTime(text, context);
    case 'unsupported':
      return undefined;
    default:
      return readText(slot, text);
  }
}

function readDateTime(text: string, { language, now }: ReadContext): string | undefined {
  const moment = takeMoments(text, language, now).moments[0];
  return moment && toDateTime(moment);
}

function readText(slot: Slot, text: string): string | undefined {
  const plain = text.replaceAll(gapCharacter, ' ').trim();
  const value =
    findQuotes(plain)[0]?.value ?? plain.replace(/^[\s:,;=-]{1,20}|[\s,;]{1,20}$/gu, '');
  if (value === '') return undefined;
  if (slot.kind === 'full-name') return findName(value)?.value ?? value;
  if (slot.kind === 'city') return parsePlace(value).city ?? value;
  if (slot.kind === 'state') return parsePlace(value).state ?? value;
  return value;
}

const affirmative = /^\s*(?:yes|true|y|on|si|sí|verdadero)(?!\p{L})/iu;
const negative = /^\s*(?:no|false|n|off|falso)(?!\p{L})/iu;

function readBoolean(text: string): boolean | undefined {
  if (affirmative.test(text)) return true;
  return negative.test(text) ? false : undefined;
}
