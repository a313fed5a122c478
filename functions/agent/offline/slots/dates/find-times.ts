import type { Found } from '../found.ts';

const halfDay = '(am|pm|a\\.m\\.?|p\\.m\\.?|de la manana|de la tarde|de la noche)';
const lead = '(?:(?:at|a las?|by) )?';
const patterns = {
  marked: new RegExp(`${lead}(?<![\\d:.])(\\d{1,2})(?::(\\d{2}))? ?${halfDay}(?!\\p{L})`, 'gu'),
  clock: new RegExp(`${lead}(?<![\\d:.+-])(\\d{1,2}):(\\d{2})(?![\\d:])`, 'gu'),
  bare: /\b(?:at|a las?) (\d{1,2})(?![\d:.,]|\s?(?:%|\p{L}))/gu,
  named: /\b(?:at |al? )?(noon|midnight|mediodia|medianoche)\b/gu,
};

/** From one to six without "am" or "pm" people mean the afternoon. */
const earliestBareHour = 7;
const halfDayMinutes = 12 * 60;

/** Times of day in minutes since midnight: "3pm", "15:30", "a las 3 de la tarde", "noon". */
export function findTimes(folded: string): readonly Found<number>[] {
  const found = [
    ...[...folded.matchAll(patterns.marked)].map((match) =>
      toFound(match, markedMinutes(Number(match[1]), Number(match[2] ?? 0), match[3] ?? '')),
    ),
    ...[...folded.matchAll(patterns.clock)].map((match) =>
      toFound(match, clockMinutes(Number(match[1]), Number(match[2]))),
    ),
    ...[...folded.matchAll(patterns.bare)].map((match) =>
      toFound(match, bareMinutes(Number(match[1]))),
    ),
    ...[...folded.matchAll(patterns.named)].map((match) =>
      toFound(match, /^m(?:edian|idn)/.test(match[1] ?? '') ? 0 : halfDayMinutes),
    ),
  ].filter((one) => one !== null);
  return found.filter((one, index) =>
    found.slice(0, index).every((other) => one.end <= other.start || one.start >= other.end),
  );
}

const toFound = (match: RegExpExecArray, minutes: number | null): Found<number> | null =>
  minutes === null
    ? null
    : { value: minutes, start: match.index, end: match.index + match[0].length };

const clockMinutes = (hour: number, minute: number): number | null =>
  hour < 24 && minute < 60 ? hour * 60 + minute : null;

function markedMinutes(hour: number, minute: number, mark: string): number | null {
  if (hour < 1 || hour > 12) return null;
  const isMorning = mark.startsWith('a') || mark.endsWith('manana');
  return clockMinutes((hour % 12) + (isMorning ? 0 : 12), minute);
}

const bareMinutes = (hour: number): number | null =>
  clockMinutes(hour > 0 && hour < earliestBareHour ? hour + 12 : hour, 0);
