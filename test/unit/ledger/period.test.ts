import { describe, expect, it } from 'vitest';
import { nextPeriod, periodEnd, periodStart } from '../../../functions/ledger/account/period.ts';

/** The day on which each of the first periods of an account starts. */
function startsOf(anchor: string, count: number): string[] {
  let period = { anchor, number: 0 };
  return Array.from({ length: count }, () => {
    const start = periodStart(period);
    period = nextPeriod(period);
    return start.slice(0, 10);
  });
}

describe('the periods of an account', () => {
  it.each([
    [
      '2027-01-31T08:00:00.000Z',
      ['2027-01-31', '2027-02-28', '2027-03-31', '2027-04-30', '2027-05-31'],
    ],
    ['2028-01-31T08:00:00.000Z', ['2028-01-31', '2028-02-29', '2028-03-31']],
    ['2028-02-29T08:00:00.000Z', ['2028-02-29', '2028-03-29', '2028-04-29']],
    ['2026-12-01T00:00:00.000Z', ['2026-12-01', '2027-01-01', '2027-02-01']],
  ])('opened on %s keep their day where the month has it', (anchor, days) => {
    expect(startsOf(anchor, days.length)).toEqual(days);
  });

  it('of 29 February come back to it in the next leap year', () => {
    const days = startsOf('2028-02-29T08:00:00.000Z', 49);
    expect([days[12], days[48]]).toEqual(['2029-02-28', '2032-02-29']);
  });

  it('end where the next one starts, at the same time of day', () => {
    let period = { anchor: '2027-01-31T23:59:59.999Z', number: 0 };
    for (let month = 0; month < 24; month++) {
      expect(periodEnd(period)).toBe(periodStart(nextPeriod(period)));
      expect(periodEnd(period)).toMatch(/T23:59:59\.999Z$/);
      expect(periodEnd(period) > periodStart(period)).toBe(true);
      period = nextPeriod(period);
    }
  });
});
