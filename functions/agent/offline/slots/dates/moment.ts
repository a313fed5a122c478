import type { CalendarDay } from './calendar-day.ts';

/** A day, with a time of day when one was said. UTC. */
export interface Moment {
  readonly day: CalendarDay;
  /** Minutes since midnight; null when only the day was said. */
  readonly minutes: number | null;
}

/** The hour for a day without a time, where a time has to be given. It is always shown. */
const defaultMinutes = 9 * 60;

const twoDigits = (value: number): string => String(value).padStart(2, '0');

/** A moment as an RFC 3339 time: 2026-12-01T09:00:00Z. */
export function toDateTime({ day, minutes }: Moment): string {
  const time = minutes ?? defaultMinutes;
  return `${day}T${twoDigits(Math.floor(time / 60))}:${twoDigits(time % 60)}:00Z`;
}
