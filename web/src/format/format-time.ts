const isSameDay = (one: Date, other: Date): boolean => one.toDateString() === other.toDateString();

/** A moment as a row of a list shows it: the time today, the day and time before that. */
export function formatTime(iso: string, locale: string, now: Date): string {
  const time = new Date(iso);
  const clock = { hour: '2-digit', minute: '2-digit' } as const;
  if (isSameDay(time, now)) return new Intl.DateTimeFormat(locale, clock).format(time);
  const isThisYear = time.getFullYear() === now.getFullYear();
  const day = { day: 'numeric', month: 'short' } as const;
  const format = isThisYear ? { ...day, ...clock } : ({ ...day, year: 'numeric' } as const);
  return new Intl.DateTimeFormat(locale, format).format(time);
}

/** A day in the words of a sentence: "1 December". */
export const formatDay = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { day: 'numeric', month: 'long' }).format(new Date(iso));

/** A day and time that are still to come: "1 Dec 2026, 09:00". */
export const formatMoment = (iso: string, locale: string): string =>
  new Intl.DateTimeFormat(locale, { dateStyle: 'medium', timeStyle: 'short' }).format(
    new Date(iso),
  );
