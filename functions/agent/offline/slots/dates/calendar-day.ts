/** A day as ISO 8601, YYYY-MM-DD. All days and times of the assistant are UTC, and say so. */
export type CalendarDay = string;

const dayMs = 24 * 60 * 60 * 1_000;

export const dayOf = (instant: Date): CalendarDay => instant.toISOString().slice(0, 10);

/** Null for a day that no calendar has, such as the 30th of February. */
export function toCalendarDay(year: number, month: number, day: number): CalendarDay | null {
  const instant = new Date(Date.UTC(year, month - 1, day));
  const isSame = instant.getUTCMonth() === month - 1 && instant.getUTCDate() === day;
  return isSame && year >= 1900 && year <= 2200 ? dayOf(instant) : null;
}

export const addDays = (day: CalendarDay, count: number): CalendarDay =>
  dayOf(new Date(Date.parse(day) + count * dayMs));

/** The next such weekday after `day`, 0 is Sunday. Said on a Monday, "Monday" is in a week. */
export function nextWeekday(day: CalendarDay, weekday: number): CalendarDay {
  const ahead = (weekday - new Date(day).getUTCDay() + 7) % 7;
  return addDays(day, ahead === 0 ? 7 : ahead);
}
