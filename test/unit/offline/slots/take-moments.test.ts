import { describe, expect, it } from 'vitest';
import { toDateTime } from '../../../../functions/agent/offline/slots/dates/moment.ts';
import { takeMoments } from '../../../../functions/agent/offline/slots/dates/take-moments.ts';

/** A Monday, 10:00. */
const now = new Date('2026-11-23T10:00:00Z');

const read = (text: string, language: 'en' | 'es' = 'en') =>
  takeMoments(text, language, now).moments.map(({ day, minutes }) =>
    minutes === null ? day : toDateTime({ day, minutes }).slice(0, 16),
  );

describe('takeMoments', () => {
  it.each([
    ['2026-12-01', '2026-12-01'],
    ['2026-12-01 15:30', '2026-12-01T15:30'],
    ['2026-12-01T10:00:00-05:00', '2026-12-01T15:00'],
    ['2026-12-01T23:30+00:00', '2026-12-01T23:30'],
    ['December 5', '2026-12-05'],
    ['Dec 5th, 2027', '2027-12-05'],
    ['the 5th of January', '2027-01-05'],
    ['12/5/2026', '2026-12-05'],
    ['1/5', '2027-01-05'],
    ['today', '2026-11-23'],
    ['tonight at 8pm', '2026-11-23T20:00'],
    ['tomorrow', '2026-11-24'],
    ['the day after tomorrow at noon', '2026-11-25T12:00'],
    ['next Monday', '2026-11-30'],
    ['on friday at 9:15 am', '2026-11-27T09:15'],
    ['next week', '2026-11-30'],
    ['in 3 days', '2026-11-26'],
    ['in an hour', '2026-11-23T11:00'],
    ['in 90 minutes', '2026-11-23T11:30'],
    ['tomorrow at 5', '2026-11-24T17:00'],
    ['tomorrow at 12am', '2026-11-24T00:00'],
    ['at 9am', '2026-11-24T09:00'],
    ['at 15:00', '2026-11-23T15:00'],
    ['midnight', '2026-11-24T00:00'],
  ])('reads %j as %j', (text, moment) => {
    expect(read(text)).toEqual([moment]);
  });

  it.each([
    ['5 de diciembre de 2026', '2026-12-05'],
    ['el 5 de enero a las 8 de la tarde', '2027-01-05T20:00'],
    ['5/12/2026', '2026-12-05'],
    ['mañana', '2026-11-24'],
    ['pasado mañana a las 3 de la tarde', '2026-11-25T15:00'],
    ['hoy a mediodía', '2026-11-23T12:00'],
    ['el viernes a las 9 de la mañana', '2026-11-27T09:00'],
    ['la próxima semana', '2026-11-30'],
    ['dentro de 2 horas', '2026-11-23T12:00'],
    ['en una semana', '2026-11-30'],
  ])('reads the Spanish %j as %j', (text, moment) => {
    expect(read(text, 'es')).toEqual([moment]);
  });

  it.each(['February 30, 2027', '2026-02-30', '13/45/2026', 'at 99', 'I may go', 'second', '1:75'])(
    'finds none in %j',
    (text) => {
      expect(read(text)).toEqual([]);
    },
  );

  it('reads several in the order of the text', () => {
    expect(read('from tomorrow at 9am to friday at 5pm')).toEqual([
      '2026-11-24T09:00',
      '2026-11-27T17:00',
    ]);
  });

  it('takes them out of the text and leaves the rest where it was', () => {
    const { rest } = takeMoments('call Bob tomorrow at 3pm please', 'en', now);
    expect(rest).toHaveLength('call Bob tomorrow at 3pm please'.length);
    expect(rest.replace(/[\s\0]+/g, ' ')).toBe('call Bob please');
  });

  it('understands nothing relative without a clock, and leaves it in the text', () => {
    expect(takeMoments('tomorrow, 12/5 or 2026-12-01', 'en', null)).toMatchObject({
      moments: [{ day: '2026-12-01' }],
      rest: expect.stringContaining('tomorrow, 12/5 or'),
    });
  });

  it('takes a day without a time as nine in the morning', () => {
    expect(toDateTime({ day: '2026-12-01', minutes: null })).toBe('2026-12-01T09:00:00Z');
  });
});
