/**
 * The same day and time, `months` calendar months after an anchor, in UTC. A day that the month
 * does not have becomes its last one: 31 Jan, 28 Feb, 31 Mar.
 *
 * @param anchor ISO 8601 time in UTC
 */
export function addCalendarMonths(anchor: string, months: number): string {
  const date = new Date(anchor);
  const day = date.getUTCDate();
  date.setUTCDate(1);
  date.setUTCMonth(date.getUTCMonth() + months);
  date.setUTCDate(Math.min(day, daysInMonth(date)));
  return date.toISOString();
}

const daysInMonth = (date: Date): number =>
  new Date(Date.UTC(date.getUTCFullYear(), date.getUTCMonth() + 1, 0)).getUTCDate();
