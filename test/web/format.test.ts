import { describe, expect, it } from 'vitest';
import { formatChange, formatDuration, formatNumber } from '../../web/src/format/format-number.ts';
import { formatDay, formatTime } from '../../web/src/format/format-time.ts';

const now = new Date(2026, 10, 22, 18, 0);
const at = (...parts: [number, number, number, number, number]) => new Date(...parts).toISOString();

describe('formatNumber', () => {
  it('sets thousands apart', () => {
    expect(formatNumber(7_500, 'en-GB')).toBe('7,500');
  });
});

describe('formatChange', () => {
  it.each([
    [100, '+100'],
    [-1, '−1'],
    [0, '0'],
    [-2_000, '−2,000'],
  ])('writes %d as %s', (amount, shown) => {
    expect(formatChange(amount, 'en-GB')).toBe(shown);
  });
});

describe('formatDuration', () => {
  it.each([
    [420, '0.4 s'],
    [12_400, '12 s'],
  ])('writes %d ms as %s', (ms, shown) => {
    expect(formatDuration(ms, 'en-GB')).toBe(shown);
  });
});

describe('formatTime', () => {
  it('is the time for something of today', () => {
    expect(formatTime(at(2026, 10, 22, 14, 5), 'en-GB', now)).toBe('14:05');
  });

  it('adds the day for something of this year', () => {
    expect(formatTime(at(2026, 10, 2, 9, 30), 'en-GB', now)).toBe('2 Nov, 09:30');
  });

  it('is the day alone for something older', () => {
    expect(formatTime(at(2025, 0, 2, 9, 30), 'en-GB', now)).toBe('2 Jan 2025');
  });
});

describe('formatDay', () => {
  it('reads as in a sentence', () => {
    expect(formatDay(at(2026, 11, 1, 12, 0), 'es-ES')).toBe('1 de diciembre');
  });
});
