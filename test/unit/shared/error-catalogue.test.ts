import { describe, expect, it } from 'vitest';
import { errorCatalogue } from '../../../shared/error-catalogue.ts';

const kinds = Object.entries(errorCatalogue).map(([code, kind]) => ({ code, ...kind }));

describe('the error catalogue', () => {
  it.each(kinds)('$code has a stable name, a status of an error and a sentence', (kind) => {
    expect(kind.code).toMatch(/^[a-z]+(_[a-z]+)*$/);
    expect(kind.status).toBeGreaterThanOrEqual(400);
    expect(kind.status).toBeLessThan(600);
    expect(kind.title).toMatch(/^[A-Z].*\.$/);
  });

  it.each(kinds.filter(({ status }) => status < 500))(
    '$code is a refusal, so it never alarms',
    ({ level }) => {
      expect(level).toBe('info');
    },
  );

  it.each(kinds.filter(({ status }) => status >= 500))(
    '$code is a failure, so operators see it',
    ({ level }) => {
      expect(['warn', 'error']).toContain(level);
    },
  );

  it('calls only what may pass by itself worth another try', () => {
    const statuses = kinds.filter(({ isRetryable }) => isRetryable).map(({ status }) => status);
    expect([409, 429, 502, 503, 504]).toEqual(expect.arrayContaining(statuses));
    const askingToWait = kinds.filter(({ status }) => status === 429 || status === 503);
    expect(askingToWait.filter(({ isRetryable }) => !isRetryable)).toEqual([]);
    expect(errorCatalogue.internal.isRetryable).toBe(false);
  });
});
