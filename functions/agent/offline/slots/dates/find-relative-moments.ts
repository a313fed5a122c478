import type { Found } from '../found.ts';
import { addDays, dayOf, nextWeekday } from './calendar-day.ts';
import type { Moment } from './moment.ts';

const weekdays = [
  ['sunday', 'domingo'],
  ['monday', 'lunes'],
  ['tuesday', 'martes'],
  ['wednesday', 'miercoles'],
  ['thursday', 'jueves'],
  ['friday', 'viernes'],
  ['saturday', 'sabado'],
] as const;

const minutesByUnit: Readonly<Record<string, number>> = {
  minute: 1,
  minuto: 1,
  hour: 60,
  hora: 60,
  day: 1_440,
  dia: 1_440,
  week: 10_080,
  semana: 10_080,
};

const dayWords: readonly (readonly [RegExp, number])[] = [
  [/\b(?:the )?day after tomorrow\b|\bpasado manana\b/g, 2],
  [/\btomorrow\b|(?<!(?:la|pasado) )\bmanana\b/g, 1],
  [/\btoday\b|\btonight\b|\bhoy\b/g, 0],
  [/\bnext week\b|\b(?:la )?(?:proxima semana|semana que viene)\b/g, 7],
];

const unit = Object.keys(minutesByUnit).join('|');
const spanPattern = new RegExp(`\\b(?:in|en|dentro de) (\\d{1,3}|an?|una?) (${unit})s?\\b`, 'g');
const weekdayPattern = new RegExp(
  `\\b(?:(?:on|next|this|el|este|proximo) ){0,2}(${weekdays.flat().join('|')})\\b(?: que viene| proximo)?`,
  'g',
);

/** Moments told from now: "tomorrow", "next Monday", "in 2 hours", "dentro de 3 días". */
export function findRelativeMoments(folded: string, now: Date): readonly Found<Moment>[] {
  const today = dayOf(now);
  const days = dayWords.flatMap(([pattern, ahead]) =>
    [...folded.matchAll(pattern)].map((match) =>
      toFound(match, { day: addDays(today, ahead), minutes: null }),
    ),
  );
  const named = [...folded.matchAll(weekdayPattern)].map((match) => {
    const weekday = weekdays.findIndex((names) => names.some((name) => name === match[1]));
    return toFound(match, { day: nextWeekday(today, weekday), minutes: null });
  });
  const spans = [...folded.matchAll(spanPattern)].map((match) =>
    toFound(match, addSpan(match, now)),
  );
  return withoutOverlaps([...days, ...named, ...spans]);
}

const toFound = (match: RegExpExecArray, value: Moment): Found<Moment> => ({
  value,
  start: match.index,
  end: match.index + match[0].length,
});

function addSpan(match: RegExpExecArray, now: Date): Moment {
  const count = /^\d/.test(match[1] ?? '') ? Number(match[1]) : 1;
  const unitMinutes = minutesByUnit[match[2] ?? ''] ?? 0;
  const then = new Date(now.getTime() + count * unitMinutes * 60_000);
  const isWithinDays = unitMinutes < 1_440;
  return {
    day: dayOf(then),
    minutes: isWithinDays ? then.getUTCHours() * 60 + then.getUTCMinutes() : null,
  };
}

/** "the day after tomorrow" holds "tomorrow": what was found first stays. */
const withoutOverlaps = (found: readonly Found<Moment>[]): readonly Found<Moment>[] =>
  found.filter((one, index) =>
    found.slice(0, index).every((other) => one.end <= other.start || one.start >= other.end),
  );
