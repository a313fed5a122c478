import * as z from 'zod';

/** An IANA time zone, such as Europe/Madrid. */
export const timeZoneSchema = z
  .string()
  .max(64)
  .refine((timeZone) => isTimeZone(timeZone), { message: 'must be an IANA time zone' });

function isTimeZone(timeZone: string): boolean {
  try {
    return Intl.DateTimeFormat('en-GB', { timeZone }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}

/**
 * The moment at which clocks of a zone show a time. A time that they skip in spring is the one an
 * hour later; of a time that they show twice in autumn it is one of the two.
 *
 * @param local as in `2026-12-01T09:00`
 */
export function readLocalTime(local: string, timeZone: string): Date {
  const shownMs = Date.parse(`${local}Z`);
  const guessMs = shownMs - offsetMs(timeZone, shownMs);
  return new Date(shownMs - offsetMs(timeZone, guessMs));
}

/** How far the clocks of a zone are ahead of UTC at a moment. */
function offsetMs(timeZone: string, epochMs: number): number {
  const parts = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
    second: '2-digit',
  }).formatToParts(epochMs);
  const shown = Object.fromEntries(parts.map(({ type, value }) => [type, Number(value)]));
  const { year = 0, month = 1, day = 1, hour = 0, minute = 0, second = 0 } = shown;
  return Date.UTC(year, month - 1, day, hour, minute, second) - Math.floor(epochMs / 1_000) * 1_000;
}
