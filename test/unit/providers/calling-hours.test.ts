import { describe, expect, it } from 'vitest';
import {
  callingHoursSchema,
  describeCallingHours,
  isWithinCallingHours,
} from '../../../functions/providers/telephony/calling-hours.ts';

const buildHours = (overrides: Partial<Record<'hours' | 'days' | 'timeZone', string>> = {}) => ({
  hours: '09:00-18:00',
  days: 'mon,tue,wed,thu,fri',
  timeZone: 'Europe/Madrid',
  ...overrides,
});

describe('calling hours', () => {
  it.each([
    ['their first minute', '2026-11-23T08:00:00Z', true],
    ['the minute before', '2026-11-23T07:59:00Z', false],
    ['their last minute', '2026-11-23T16:59:59Z', true],
    ['their end', '2026-11-23T17:00:00Z', false],
    ['a Sunday', '2026-11-22T12:00:00Z', false],
    // In summer Madrid is two hours ahead.
    ['the same hour in summer', '2026-07-20T07:00:00Z', true],
    ['a Sunday here that is Monday there', '2026-11-22T23:30:00Z', false],
  ])('know %s', (_, at, isWithin) => {
    const hours = callingHoursSchema.parse(buildHours());
    expect(isWithinCallingHours(hours, new Date(at))).toBe(isWithin);
  });

  it('follow the day of their own time zone', () => {
    const hours = callingHoursSchema.parse(buildHours({ hours: '00:00-24:00', days: 'mon' }));
    expect(isWithinCallingHours(hours, new Date('2026-11-22T23:30:00Z'))).toBe(true);
    expect(isWithinCallingHours(hours, new Date('2026-11-23T23:30:00Z'))).toBe(false);
  });

  it('say when they are', () => {
    const hours = callingHoursSchema.parse(buildHours({ days: 'sat', hours: '09:05-24:00' }));
    expect(describeCallingHours(hours)).toBe('09:05 to 24:00 on sat (Europe/Madrid)');
  });

  it.each([
    { hours: '9-18' },
    { hours: '18:00-09:00' },
    { hours: '09:00-25:00' },
    { days: 'monday' },
    { days: '' },
    { timeZone: 'Mars/Olympus' },
  ])('refuse %j', (overrides) => {
    expect(callingHoursSchema.safeParse(buildHours(overrides)).success).toBe(false);
  });
});
