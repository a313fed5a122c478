import * as z from 'zod';
import { addCalendarMonths } from './calendar-months.ts';

/**
 * A month of a plan, counted from an anchor, so that an account opened on the 31st has its period
 * end on the last day of a short month and on the 31st again after it.
 */
export const periodSchema = z.object({
  /** Start of period 0. */
  anchor: z.iso.datetime(),
  /** 0, 1, 2 … */
  number: z.int().min(0),
});

export type Period = z.infer<typeof periodSchema>;

/** Start included, end not. */
export const periodStart = ({ anchor, number }: Period): string =>
  addCalendarMonths(anchor, number);
export const periodEnd = ({ anchor, number }: Period): string =>
  addCalendarMonths(anchor, number + 1);

export const nextPeriod = (period: Period): Period => ({ ...period, number: period.number + 1 });
