import * as z from 'zod';
import { timeZoneSchema } from '../time-zone.ts';

/** A time of day as minutes since midnight; 24:00 is the end of the day. */
const timeOfDaySchema = z
  .string()
  .regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/)
  .transform((text) => Number(text.slice(0, 2)) * 60 + Number(text.slice(3)));

const weekdays = ['mon', 'tue', 'wed', 'thu', 'fri', 'sat', 'sun'] as const;

/** When calls may be placed. */
export const callingHoursSchema = z
  .object({
    /** As in `09:00-18:00`: the first minute and the one after the last. */
    hours: z
      .string()
      .transform((text) => text.split('-'))
      .pipe(z.tuple([timeOfDaySchema, timeOfDaySchema]))
      .refine(([from, to]) => from < to, { message: 'must end after they begin' }),
    /** As in `mon,tue,wed`. */
    days: z
      .string()
      .transform((text) => text.split(','))
      .pipe(z.array(z.enum(weekdays)).min(1)),
    timeZone: timeZoneSchema,
  })
  .readonly();
export type CallingHours = z.output<typeof callingHoursSchema>;

export function isWithinCallingHours({ hours, days, timeZone }: CallingHours, at: Date): boolean {
  const [from, to] = hours;
  const parts = Object.fromEntries(
    new Intl.DateTimeFormat('en-GB', {
      timeZone,
      weekday: 'short',
      hour: '2-digit',
      minute: '2-digit',
      hourCycle: 'h23',
    })
      .formatToParts(at)
      .map(({ type, value }) => [type, value]),
  );
  const minute = Number(parts['hour']) * 60 + Number(parts['minute']);
  const weekday = parts['weekday']?.toLowerCase();
  return days.some((day) => day === weekday) && minute >= from && minute < to;
}

/** For a refusal: `09:00 to 18:00 on mon, tue (Europe/Madrid)`. */
export function describeCallingHours({ hours, days, timeZone }: CallingHours): string {
  const [from, to] = hours.map(
    (minutes) =>
      `${String(Math.floor(minutes / 60)).padStart(2, '0')}:${String(minutes % 60).padStart(2, '0')}`,
  );
  return `${from} to ${to} on ${days.join(', ')} (${timeZone})`;
}
