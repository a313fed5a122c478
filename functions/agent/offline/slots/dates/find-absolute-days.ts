import type { Language } from '../../language/language.ts';
import type { Found } from '../found.ts';
import { dayOf, toCalendarDay, type CalendarDay } from './calendar-day.ts';

const monthNames =
  `january|february|march|april|may|june|july|august|september|october|november|december
enero|febrero|marzo|abril|mayo|junio|julio|agosto|septiembre|octubre|noviembre|diciembre
jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec`
    .split('\n')
    .map((line) => line.split('|'));

const month = [...new Set(monthNames.flat())].join('|');
const ordinal = '(?:st|nd|rd|th)?';
const slashes = /(?<!\d)(\d{1,2})\/(\d{1,2})(?:\/(\d{4}))?(?!\d)/g;
const monthFirst = new RegExp(`\\b(${month})\\.? (\\d{1,2})${ordinal}(?:,? (\\d{4}))?(?!\\d)`, 'g');
const dayFirst = new RegExp(
  `(?<!\\d)(\\d{1,2})${ordinal} (?:of |de )?(${month})\\b(?:,? (?:del? )?(\\d{4})(?!\\d))?`,
  'g',
);

/**
 * Days written out: "December 5", "5 de diciembre de 2026", "12/5/2026" (in Spanish day first).
 * A day without a year is the next such day, which takes `now` to tell.
 */
export function findAbsoluteDays(
  folded: string,
  language: Language,
  now: Date | null,
): readonly Found[] {
  const read = (match: RegExpExecArray, monthNumber: number, dayNumber: number) =>
    toFound(match, toDay(match[3], monthNumber, dayNumber, now));
  return [
    ...[...folded.matchAll(monthFirst)].map((match) =>
      read(match, monthNumberOf(match[1]), Number(match[2])),
    ),
    ...[...folded.matchAll(dayFirst)].map((match) =>
      read(match, monthNumberOf(match[2]), Number(match[1])),
    ),
    ...[...folded.matchAll(slashes)].map((match) =>
      language === 'es'
        ? read(match, Number(match[2]), Number(match[1]))
        : read(match, Number(match[1]), Number(match[2])),
    ),
  ].filter((found) => found !== null);
}

const toFound = (match: RegExpExecArray, day: CalendarDay | null): Found | null =>
  day === null ? null : { value: day, start: match.index, end: match.index + match[0].length };

const monthNumberOf = (name = ''): number =>
  Math.max(...monthNames.map((names) => names.indexOf(name))) + 1;

function toDay(
  year: string | undefined,
  monthNumber: number,
  dayNumber: number,
  now: Date | null,
): CalendarDay | null {
  if (year !== undefined) return toCalendarDay(Number(year), monthNumber, dayNumber);
  if (now === null) return null;
  const thisYear = toCalendarDay(now.getUTCFullYear(), monthNumber, dayNumber);
  if (thisYear === null || thisYear >= dayOf(now)) return thisYear;
  return toCalendarDay(now.getUTCFullYear() + 1, monthNumber, dayNumber);
}
