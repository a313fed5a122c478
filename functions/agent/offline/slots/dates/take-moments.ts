import { maskText } from '../../language/mask-text.ts';
import type { Language } from '../../language/language.ts';
import type { Found } from '../found.ts';
import { dayOf, addDays, toCalendarDay } from './calendar-day.ts';
import { findAbsoluteDays } from './find-absolute-days.ts';
import { findRelativeMoments } from './find-relative-moments.ts';
import { findTimes } from './find-times.ts';
import { foldInPlace } from './fold-in-place.ts';
import type { Moment } from './moment.ts';

const isoPattern =
  /(?<!\d)(\d{4})-(\d{2})-(\d{2})(?:[t ](\d{2}):(\d{2})(?::\d{2}(?:\.\d{1,9})?)? ?(z|utc|[+-]\d{2}:\d{2})?)?(?!\d)/g;

interface TakenMoments {
  /** In the order of the text. */
  readonly moments: readonly Moment[];
  /** The text without them. */
  readonly rest: string;
}

/**
 * Takes days and times out of a text. The first day goes with the first time, and so on; a time
 * alone is its next occurrence.
 * @param now null when no clock was given: then only full dates are understood
 */
export function takeMoments(text: string, language: Language, now: Date | null): TakenMoments {
  const full = findIsoMoments(foldInPlace(text));
  const withoutFull = maskAll(text, full);
  const folded = foldInPlace(withoutFull);
  const days = [
    ...findAbsoluteDays(folded, language, now).map(({ value, ...place }) => ({
      ...place,
      value: { day: value, minutes: null },
    })),
    ...(now ? findRelativeMoments(folded, now) : []),
  ].toSorted(byPlace);
  const dayless = maskAll(withoutFull, days);
  const times = findTimes(foldInPlace(dayless)).toSorted(byPlace);
  const isTimeUsed = days.length > 0 || (now !== null && full.length === 0);
  const moments = [...full.map(({ value }) => value), ...joinTimes(days, times, now)];
  return { moments, rest: isTimeUsed ? maskAll(dayless, times) : dayless };
}

const byPlace = (one: Found<unknown>, other: Found<unknown>) => one.start - other.start;

const maskAll = (text: string, found: readonly Found<unknown>[]): string =>
  found.reduce((rest, { start, end }) => maskText(rest, start, end), text);

function joinTimes(
  days: readonly Found<Moment>[],
  times: readonly Found<number>[],
  now: Date | null,
): readonly Moment[] {
  const first = times[0];
  if (days.length === 0) return first && now ? [nextOccurrence(first.value, now)] : [];
  return days.map(({ value }, index) => ({
    day: value.day,
    minutes: value.minutes ?? times[index]?.value ?? null,
  }));
}

function nextOccurrence(minutes: number, now: Date): Moment {
  const nowMinutes = now.getUTCHours() * 60 + now.getUTCMinutes();
  return { day: addDays(dayOf(now), minutes > nowMinutes ? 0 : 1), minutes };
}

/** Full dates in ISO 8601. A time with an offset is moved to UTC; one without is UTC. */
function findIsoMoments(folded: string): readonly Found<Moment>[] {
  return [...folded.matchAll(isoPattern)].flatMap((match) => {
    const moment = toMoment(match);
    return moment
      ? [{ value: moment, start: match.index, end: match.index + match[0].length }]
      : [];
  });
}

function toMoment(match: RegExpExecArray): Moment | null {
  const day = toCalendarDay(Number(match[1]), Number(match[2]), Number(match[3]));
  if (day === null) return null;
  if (match[4] === undefined) return { day, minutes: null };
  const offset = match[6] && /^[+-]/.test(match[6]) ? match[6] : 'Z';
  const instant = new Date(`${day}T${match[4]}:${match[5]}:00${offset}`);
  if (Number.isNaN(instant.getTime())) return null;
  return { day: dayOf(instant), minutes: instant.getUTCHours() * 60 + instant.getUTCMinutes() };
}
